import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import lighthouse from 'lighthouse'
import Trace from 'lighthouse/core/gather/gatherers/trace.js'
import { unpackedChromium } from '../support/chromium.ts'
import { freePort } from '../support/ports.ts'

const visits = 3

// What it finds of the baseline of the web has no part in the score, and Chromium 147 dies of it where an answer has a `referrer-policy`.
const categories = Trace.getDefaultTraceCategories().filter((category) => category !== 'blink.webdx_feature_usage')
Trace.getDefaultTraceCategories = () => categories

/**
 * What Lighthouse gives the first page for its performance, of 100, each time in a browser that knows nothing: as it judges by default, which is a
 * phone of the middle class on a slow mobile network. A visit that it could not judge counts 0, and is told why.
 */
export async function measureLighthouse(url: string, tell: (line: string) => void): Promise<number[]> {
  const scores: number[] = []
  for (let visit = 0; visit < visits; visit++) {
    const score = await visitOnce(`${url}/login`).catch((error: unknown) => {
      tell(String(error))
      return 0
    })
    scores.push(score)
  }
  return scores
}

/** The bundled Chromium by itself: Playwright would take hold of every page that Lighthouse opens. @throws if Lighthouse could not load the page */
async function visitOnce(address: string): Promise<number> {
  const port = await freePort()
  const profile = mkdtempSync(path.join(tmpdir(), 'certloom-lighthouse-'))
  const args = ['--no-sandbox', '--no-first-run', '--disable-gpu', `--remote-debugging-port=${port}`, `--user-data-dir=${profile}`]
  const browser = spawn(await unpackedChromium(), [...args, 'about:blank'], { stdio: ['ignore', 'ignore', 'pipe'] })
  try {
    await once(browser.stderr, 'data') // it says where it listens
    browser.stderr.resume()
    const result = await lighthouse(address, { port, logLevel: 'error', onlyCategories: ['performance'] })
    const { runtimeError, categories: judged } = result?.lhr ?? {}
    const score = judged?.performance?.score
    if (runtimeError || typeof score !== 'number')
      throw new Error(`Lighthouse could not judge ${address}: ${runtimeError?.message ?? 'no score'}`)
    return Math.round(score * 100)
  } finally {
    browser.kill('SIGKILL')
    if (browser.exitCode === null && browser.signalCode === null) await once(browser, 'exit')
    rmSync(profile, { recursive: true, force: true })
  }
}
