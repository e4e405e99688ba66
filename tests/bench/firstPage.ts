import type { Browser } from 'playwright-core'

/** Compressed bytes of JavaScript that a browser which knows nothing fetches for the sign-in page. */
export async function measureFirstPage(browser: Browser, url: string): Promise<number> {
  const page = await browser.newPage()
  try {
    const network = await page.context().newCDPSession(page)
    await network.send('Network.enable')
    const scripts = new Set<string>()
    let bytes = 0
    network.on('Network.responseReceived', ({ requestId, type }) => {
      if (type === 'Script') scripts.add(requestId)
    })
    network.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
      if (scripts.has(requestId)) bytes += encodedDataLength
    })
    await page.goto(`${url}/login`, { waitUntil: 'networkidle' })
    return bytes
  } finally {
    await page.close()
  }
}
