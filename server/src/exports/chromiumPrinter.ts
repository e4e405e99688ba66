import { AppError } from '@certloom/shared/errors'
import { type Browser, type BrowserContext, chromium, type Page, type Route } from 'playwright-core'
import type { Config } from '../config.ts'
import type { Log } from '../log.ts'
import { chromiumFolder, unpackChromium } from './chromiumFiles.ts'
import { fontRules, readFont } from './fonts.ts'
import type { Printer } from './printer.ts'

/** A name that no network knows; nothing is ever asked of one. */
const origin = 'http://print.invalid/'
const fonts = `${origin}fonts/`

/** Pictures are in the page itself or nowhere. */
const policy = `default-src 'none'; style-src 'unsafe-inline'; font-src ${fonts}; img-src data:`

/** Without the services a browser calls home with, and without any name or address it could reach. */
const args = [
  '--headless=shell',
  '--no-sandbox', // whoever runs the server may be root; what is printed runs no scripts
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-quic',
  '--no-first-run',
  '--host-resolver-rules=MAP * ~NOTFOUND',
]

/** The longest a document may take, in milliseconds: a hundred pages take two seconds. */
const timeLimit = 60_000

type Parts = { config: Pick<Config, 'dataDir' | 'chromiumPath'>; log: Log; timeLimitMs?: number }

/** Prints with a browser that is started for each document and ended after it: whatever a page does to it, the next one finds a fresh one. */
export function openChromiumPrinter({ config, log, timeLimitMs = timeLimit }: Parts): Printer {
  const closing = new AbortController()
  let last: Promise<unknown> = Promise.resolve()

  async function printNow(html: string, signal: AbortSignal): Promise<Uint8Array> {
    signal.throwIfAborted()
    const browser = await launch(config, log)
    const kill = () => void browser.close().catch(() => {})
    signal.addEventListener('abort', kill, { once: true })
    try {
      signal.throwIfAborted() // it may have been while the browser started
      return await printIn(browser, html, log)
    } catch (error) {
      signal.throwIfAborted()
      log.error({ err: error }, 'a document could not be printed')
      throw new AppError('unavailable', 'The document could not be printed. Try again, or export it to Word.')
    } finally {
      signal.removeEventListener('abort', kill)
      await browser.close().catch(() => {}) // it may have crashed
    }
  }

  return {
    print(html, signal) {
      const printing = last.then(() =>
        withTimeLimit((limited) => printNow(html, limited), timeLimitMs, [closing.signal, ...(signal ? [signal] : [])]),
      )
      last = printing.catch(() => {})
      return printing
    },
    async close() {
      closing.abort(new AppError('unavailable', 'The server is ending. Try again in a moment.'))
      await last
    },
  }
}

async function withTimeLimit<T>(work: (signal: AbortSignal) => Promise<T>, limit: number, signals: AbortSignal[]): Promise<T> {
  const late = new AbortController()
  const timer = setTimeout(() => late.abort(new AppError('unavailable', 'Printing took too long. Export it to Word, or in parts.')), limit)
  try {
    return await work(AbortSignal.any([late.signal, ...signals]))
  } finally {
    clearTimeout(timer)
  }
}

async function launch(config: Parts['config'], log: Log): Promise<Browser> {
  const executablePath = config.chromiumPath ?? (await unpackChromium(chromiumFolder(config.dataDir)))
  if (executablePath === undefined)
    throw new AppError(
      'unavailable',
      'This server has no browser to print with: set CHROMIUM_PATH to one. Word files can be made all the same.',
    )
  try {
    return await chromium.launch({ executablePath, args, handleSIGINT: false, handleSIGTERM: false, handleSIGHUP: false })
  } catch (error) {
    log.error({ err: error }, 'the browser that prints could not be started')
    throw new AppError(
      'unavailable',
      'The browser that prints could not be started. Word files can be made all the same; tell whoever runs the server.',
    )
  }
}

async function printIn(browser: Browser, html: string, log: Log): Promise<Uint8Array> {
  const context = await browser.newContext({ javaScriptEnabled: false, offline: true, serviceWorkers: 'block', acceptDownloads: false })
  await answerItself(
    context,
    html.replace('<style>', () => `<style>${fontRules(fonts)}`),
    log,
  )
  const page = await context.newPage()
  await page.goto(origin, { waitUntil: 'load' })
  await whenFontsAreThere(page)
  return page.pdf({ tagged: true, outline: true, preferCSSPageSize: true, printBackground: true })
}

/** Every request is answered here, or not at all. */
const answerItself = (context: BrowserContext, html: string, log: Log): Promise<unknown> =>
  context.route('**/*', async (route: Route) => {
    const address = route.request().url()
    if (address === origin)
      return route.fulfill({ body: html, contentType: 'text/html; charset=utf-8', headers: { 'content-security-policy': policy } })
    const font = address.startsWith(fonts) ? await typeface(address.slice(fonts.length), log) : null
    return font === null ? route.abort() : route.fulfill({ body: font, contentType: 'font/woff2' })
  })

/** A document is printed in another face rather than not at all. */
const typeface = (name: string, log: Log): Promise<Buffer | null> =>
  readFont(name).catch((error: unknown) => {
    log.error({ err: error, name }, 'a typeface could not be read')
    return null
  })

const whenFontsAreThere = (page: Page): Promise<unknown> => page.evaluate('document.fonts.ready.then(() => true)')
