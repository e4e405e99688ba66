import lighthouse from 'lighthouse'
import { openBrowser } from '../support/chromium.ts'
import { freePort } from '../support/ports.ts'

const visits = 3

/**
 * What Lighthouse gives the first page for its performance, of 100, each time in a browser that knows nothing: as it judges by default, which is a
 * phone of the middle class on a slow mobile network.
 */
export async function measureLighthouse(url: string): Promise<number[]> {
  const scores: number[] = []
  for (let visit = 0; visit < visits; visit++) scores.push(await visitOnce(`${url}/login`))
  return scores
}

/** @throws if Lighthouse could not load the page */
async function visitOnce(address: string): Promise<number> {
  const port = await freePort()
  const browser = await openBrowser([`--remote-debugging-port=${port}`])
  try {
    const result = await lighthouse(address, { port, logLevel: 'error', onlyCategories: ['performance'] })
    const { runtimeError, categories } = result?.lhr ?? {}
    const score = categories?.performance?.score
    if (runtimeError || typeof score !== 'number')
      throw new Error(`Lighthouse could not judge ${address}: ${runtimeError?.message ?? 'no score'}`)
    return Math.round(score * 100)
  } finally {
    await browser.close()
  }
}
