import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { unpackChromium } from '@certloom/server/exports/chromiumFiles'
import { openChromiumPrinter } from '@certloom/server/exports/chromiumPrinter'
import { htmlOf } from '@certloom/server/exports/html'
import { renderDocument } from '@certloom/server/exports/render'
import { openLog } from '@certloom/server/log'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { drawPdf } from './drawPdf.ts'
import { hostileSample } from './hostileSample.ts'
import { differing } from './pixels.ts'
import { printerContract } from './printerContract.ts'
import { readPdf } from './readPdf.ts'
import { node, para, sampleSource, words } from './sample.ts'

const log = openLog('silent')
const dataDir = mkdtempSync(path.join(tmpdir(), 'certloom-print-'))
const open = (timeLimitMs?: number) =>
  openChromiumPrinter({ config: { dataDir, chromiumPath: undefined }, log, ...(timeLimitMs !== undefined && { timeLimitMs }) })
const printer = open()

let asked: string[] = []
const trap = createServer((request, response) => {
  asked.push(request.url ?? '')
  response.end('caught')
})
let address = ''
beforeAll(async () => {
  await new Promise<void>((resolve) => trap.listen(0, '127.0.0.1', resolve))
  address = `http://127.0.0.1:${(trap.address() as AddressInfo).port}`
})
afterAll(async () => {
  await printer.close()
  trap.close()
  rmSync(dataDir, { recursive: true, force: true })
})

printerContract('Chromium', open)

test('prints one at a time, however many ask at once: no browser starts before the last one ended', async () => {
  const real = await unpackChromium(path.join(dataDir, 'chromium'))
  const [notes, noting] = [path.join(dataDir, 'browsers.log'), path.join(dataDir, 'noting.sh')]
  writeFileSync(noting, `#!/bin/sh\necho started >> '${notes}'\n'${real}' "$@"\necho ended >> '${notes}'\n`, { mode: 0o700 })
  const noted = openChromiumPrinter({ config: { dataDir, chromiumPath: noting }, log })
  await Promise.all(
    ['one', 'two', 'three', 'four'].map((word) => noted.print(`<!doctype html><html><head><style></style></head>${word}</html>`)),
  )
  await noted.close()
  expect(readFileSync(notes, 'utf8').trim().split('\n')).toEqual(Array.from({ length: 4 }, () => ['started', 'ended']).flat())
})

describe('a PDF', () => {
  test('is tagged, has a language, a title, an outline, and pages laid across for wide tables', async () => {
    const read = await readPdf(await printer.print(htmlOf(renderDocument(sampleSource()))))
    expect(read).toMatchObject({ title: 'Information Security Policy', language: 'en-GB' })
    expect(read.outline).toEqual(
      expect.arrayContaining(['Information Security Policy', 'Document control record', 'Risk register', 'Steps', 'Evidence']),
    )
    for (const role of ['H1', 'H2', 'P', 'Table', 'TH', 'TD', 'L', 'LI', 'Link'])
      expect([role, read.roles.get(role) ?? 0]).not.toEqual([role, 0])
    expect(read.sizes).toContainEqual([595, 842])
    expect(read.sizes).toContainEqual([842, 595])
    expect(read.links).toContain('https://harbor.example/policy?a=1&b=2')
    expect(read.text).toContain('ab'.repeat(32))
    expect(read.text).toContain(`2 / ${read.pages}`)
    expect(read.text.match(/Risk Owner Impact Score Due Treatment/g)?.length).toBeGreaterThan(1)
  })

  test('of what nobody approved says so on every page but the first', async () => {
    const read = await readPdf(await printer.print(htmlOf(renderDocument(sampleSource()))))
    expect(read.text.match(/Draft, not approved/g)?.length).toBeGreaterThanOrEqual(read.pages - 1)
  })

  test('of a draft has that drawn behind the words of every page, and no ground of a table hides it', async () => {
    const heads = Array.from({ length: 60 }, (_, index) => node('tableRow', [node('tableHeader', [para(words(`Head ${index}`))])]))
    const draft = sampleSource({ contents: new Map([['t', node('doc', [node('table', heads)])]]) })
    const html = htmlOf(renderDocument(draft))
    const mark = /<svg class="draft".*?<\/svg>/s
    expect(html).toMatch(mark)
    expect(htmlOf(renderDocument({ ...draft, approval: { by: 'Rita', at: new Date() } }))).not.toMatch(mark)
    const [plain, marked] = [await drawPdf(await printer.print(html.replace(mark, ''))), await drawPdf(await printer.print(html))]
    expect(marked).toHaveLength(plain.length)
    const found = plain.map((page, index) => differing(page, marked[index] ?? page))
    expect(found.map(({ inked }) => inked)).toEqual(found.map(() => 0))
    const whole = Math.max(...found.map(({ all }) => all))
    expect(whole).toBeGreaterThan(10_000)
    for (const { all } of found) expect(all).toBeGreaterThan(0.8 * whole)
  })

  test('shows what people write in other writings', async () => {
    const texts = ['情報を守る', '정보 보호', 'שלום', '😀']
    const contents = new Map([
      [
        't',
        node(
          'doc',
          texts.map((text) => para(words(text))),
        ),
      ],
    ])
    const { text } = await readPdf(await printer.print(htmlOf(renderDocument(sampleSource({ contents })))))
    for (const one of texts) expect(text).toContain(one)
  })

  test('of hostile content is words: nothing runs, nothing is asked for, and only safe links lead anywhere', async () => {
    asked = []
    const read = await readPdf(await printer.print(htmlOf(renderDocument(sampleSource(hostileSample(address))))))
    expect(asked).toEqual([])
    expect(read.links).toEqual(['https://safe.example/'])
    expect(read.text).toContain('<script>fetch(')
    expect(read.text).toContain('=HYPERLINK(')
  })

  test('of thirty pages has them all', async () => {
    const long = Array.from({ length: 420 }, (_, index) => para(words(`${index} ${'We protect what customers give us. '.repeat(9)}`)))
    const contents = new Map([['t', node('doc', long)]])
    const bytes = await printer.print(htmlOf(renderDocument(sampleSource({ contents }))))
    const { pages } = await readPdf(bytes)
    expect(pages).toBeGreaterThanOrEqual(30)
  })
})
