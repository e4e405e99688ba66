import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Printer } from '@certloom/server/exports/printer'
import { describe, expect, test } from 'vitest'
import { problemCodeOf } from './problemCodeOf.ts'
import { readPdf } from './readPdf.ts'

const page = (body: string): string =>
  `<!doctype html><html lang="en"><head><title>Page</title><style>p{color:red}</style></head><body>${body}</body></html>`

/** What every printer must do. `open` makes one; what it is given is how long a print may take, in milliseconds. */
export function printerContract(name: string, open: (timeLimitMs?: number) => Printer): void {
  describe(`a printer (${name})`, () => {
    test('prints several at once, one after the other', async () => {
      const printer = open()
      const pages = await Promise.all(['one', 'two', 'three'].map((word) => printer.print(page(`<h1>${word}</h1>`))))
      expect(await Promise.all(pages.map(async (bytes) => (await readPdf(bytes)).outline))).toEqual([['one'], ['two'], ['three']])
      await printer.close()
    })

    test('asks nobody for anything, whatever the page wants', async () => {
      const asked: string[] = []
      const server = createServer((request, response) => {
        asked.push(request.url ?? '')
        response.end()
      })
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
      const at = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
      const printer = open()
      const { text } = await readPdf(
        await printer.print(
          page(
            `<link rel="stylesheet" href="${at}/style"><link rel="preconnect" href="${at}">
             <img src="${at}/image"><iframe src="${at}/frame"></iframe><object data="${at}/object"></object><video src="${at}/video"></video>
             <p style="background:url(${at}/back)">kept</p><p id="p">words</p><script>p.textContent = 'ran'; fetch('${at}/fetch')</script>`,
          ),
        ),
      )
      const leaving = printer.print(page(`<meta http-equiv="refresh" content="0;url=${at}/away"><p>words</p>`))
      await leaving.catch((error: unknown) => expect(error).toMatchObject({ code: 'unavailable' }))
      await printer.close()
      server.close()
      expect(text).toContain('words')
      expect(text).not.toContain('ran')
      expect(asked).toEqual([])
    })

    test('gives up after its time, and prints the next one', async () => {
      const hasty = open(1)
      expect(await problemCodeOf(hasty.print(page('<p>late</p>')))).toBe('unavailable')
      await hasty.close()
      const printer = open()
      expect((await readPdf(await printer.print(page('<p>next</p>')))).text).toContain('next')
      await printer.close()
    })

    test('stops when it is told to, without harm to the next one', async () => {
      const printer = open()
      const calling = new AbortController()
      const called = printer.print(page('<p>called off</p>'), calling.signal)
      calling.abort(new Error('called off'))
      await expect(called).rejects.toThrow('called off')
      expect((await readPdf(await printer.print(page('<p>next</p>')))).text).toContain('next')
      await printer.close()
    })

    test('prints nothing any more once it is closed', async () => {
      const printer = open()
      await printer.close()
      expect(await problemCodeOf(printer.print(page('<p>late</p>')))).toBe('unavailable')
    })
  })
}
