import { heading, partOf } from '@certloom/server/exports/blocks'
import { renderDocument } from '@certloom/server/exports/render'
import type { DocumentSource } from '@certloom/server/exports/source'
import { wordOf } from '@certloom/server/exports/word'
import type { RichText } from '@certloom/shared/documents/contract'
import mammoth from 'mammoth'
import sharp from 'sharp'
import { describe, expect, test } from 'vitest'
import { unzip } from '../support/unzip.ts'
import { hostileSample } from './hostileSample.ts'
import { office, printedByOffice } from './office.ts'
import { readPdf } from './readPdf.ts'
import { node, para, sampleSource, words } from './sample.ts'

const wordFile = (source: DocumentSource): Promise<Buffer> => wordOf(renderDocument(source))
const partsOf = async (source: DocumentSource): Promise<Map<string, string>> => unzip(await wordFile(source))
const bodyOf = async (source: DocumentSource): Promise<string> => (await partsOf(source)).get('word/document.xml') ?? ''
const withText = (content: RichText): DocumentSource => sampleSource({ contents: new Map([['t', content]]) })

/** What an independent reader makes of it, as HTML; it complains about nothing but styles of ours. */
async function readBack(source: DocumentSource): Promise<string> {
  const { value, messages } = await mammoth.convertToHtml({ buffer: await wordFile(source) })
  expect(messages.map(({ message }) => message).filter((message) => !message.startsWith('Unrecognised paragraph style'))).toEqual([])
  return value
}

describe('a Word file', () => {
  test('is read by another program with its headings, lists, emphasis, links and tables', async () => {
    const html = await readBack(sampleSource())
    const headings = [...html.matchAll(/<h(\d)>(?:<a[^>]*><\/a>)*(.*?)<\/h\d>/g)].map(([, level, text]) => `${level} ${text}`)
    expect(headings).toEqual([
      '1 Document control record',
      '2 Version history',
      '1 Purpose',
      '1 Security objectives',
      '2 Steps',
      '1 Risk register',
      '1 Commitments',
      '1 Proof',
      '1 Exceptions',
      '1 Evidence',
    ])
    expect(html).toContain('<strong>customers</strong>')
    expect(html).toContain('<a href="https://harbor.example/policy?a=1&amp;b=2">the policy</a>')
    expect(html).toMatch(/<ol><li>Assess<ul><li>at rest<\/li><\/ul><\/li><li>Treat<\/li><\/ol>/)
    expect(html).toMatch(/<thead><tr><th>.*Risk.*<\/th>.*Treatment.*<\/thead>/s)
    expect(html).toContain('Anna Lindqvist')
    expect(html).toContain('5 January 2027')
    expect(html).toContain('Nothing is filled in here.')
  })

  test('carries its control data, contents and page numbers as fields, a language, and says on every page that it is a draft', async () => {
    const parts = await partsOf(sampleSource())
    const body = parts.get('word/document.xml') ?? ''
    expect(body).toContain('TOC \\h \\o')
    expect(body).toContain('ab'.repeat(32))
    expect(body).toContain('w:orient="landscape"')
    expect(body.match(/<w:tblHeader\/>/g)?.length).toBeGreaterThan(2)
    const others = [...parts].filter(([name]) => /^word\/(header|footer)\d+\.xml$/.test(name)).map(([, text]) => text)
    expect(others.filter((text) => text.includes('Draft, not approved')).length).toBeGreaterThan(1)
    expect(others.filter((text) => text.includes('Acme Corp · Harbor Compliance')).length).toBeGreaterThan(1)
    expect(others.filter((text) => text.includes('NUMPAGES')).length).toBeGreaterThan(1)
    expect(parts.get('word/styles.xml')).toContain('w:val="en-GB"')
    expect(parts.get('word/settings.xml') ?? '').not.toContain('updateFields')
  })

  test('of two chapters has no page that lists them', async () => {
    const short = { ...renderDocument(sampleSource()), parts: [partOf([heading(1, 'Documents'), heading(1, 'About this archive')])] }
    const body = (await unzip(await wordOf(short))).get('word/document.xml')
    expect(body).toContain('About this archive')
    expect(body).not.toContain('TOC')
  })

  test('of a draft has that drawn behind the words of every page, and the logo and colour of its organization', async () => {
    const logo = await sharp({ create: { width: 600, height: 100, channels: 3, background: '#0b6e4f' } })
      .png()
      .toBuffer()
    const parts = await unzip(await wordOf({ ...renderDocument(sampleSource()), brand: { color: '0b6e4f', logo } }))
    const heads = [...parts].filter(([name]) => /^word\/header\d+\.xml$/.test(name)).map(([, text]) => text)
    expect(heads.length).toBeGreaterThan(2)
    for (const head of heads) expect(head).toMatch(/behindDoc="1".*descr="Draft, not approved"/s)
    expect([...parts.keys()].filter((name) => name.startsWith('word/media/'))).toHaveLength(2)
    expect(parts.get('word/document.xml')).toMatch(/<wp:extent cx="2524125" cy="419100"\/>/)
    expect(parts.get('word/styles.xml')).toContain('w:val="0b6e4f"')
  })

  test('of what is approved names who approved it, and is no draft', async () => {
    const parts = await partsOf(sampleSource({ approval: { by: 'Rita Berg', at: new Date('2026-11-20T15:00:00Z') } }))
    expect([...parts.values()].join('')).not.toContain('Draft, not approved')
    expect([...parts.keys()].filter((name) => name.startsWith('word/media/'))).toEqual([])
    expect(parts.get('word/document.xml')).toContain('Rita Berg')
  })

  test('begins an ordered list where its writer did, and each list by itself', async () => {
    const list = (start: number) => node('orderedList', [node('listItem', [para(words('one'))])], { start })
    const parts = await partsOf(withText(node('doc', [list(3), list(1), list(1)])))
    expect(new Set(parts.get('word/document.xml')?.match(/<w:numId w:val="\d+"\/>/g)).size).toBeGreaterThanOrEqual(3)
    expect(parts.get('word/numbering.xml')).toContain('<w:start w:val="3"/>')
  })

  test('reads from right to left where people write so', async () => {
    const body = await bodyOf(withText(node('doc', [para(words('نحمي المعلومات')), para(words('情報を守る 😀 日本'))])))
    expect(body).toMatch(/<w:bidi\/>(?:(?!<\/w:p>).)*نحمي/s)
    expect(body).toContain('情報を守る 😀 日本')
  })

  test('is opened by LibreOffice, with every chapter and no other word for what it says', { timeout: 90_000 }, async ({ skip }) => {
    if (office === null) return skip('this machine has no LibreOffice')
    const { text, pages } = await readPdf(await printedByOffice(office, await wordFile(sampleSource())))
    expect(pages).toBeGreaterThan(3)
    for (const words of ['Document control record', 'Harbor protects what customers give it', 'Encrypt disks', 'Draft, not approved'])
      expect(text).toContain(words)
  })

  test('of hostile content holds no script, no link but safe ones, no field and nothing to be fetched', async () => {
    const approval = { by: 'Rita Berg', at: new Date('2026-11-20T15:00:00Z') }
    const parts = await partsOf(sampleSource({ ...hostileSample('http://127.0.0.1:9'), approval }))
    const relations = [...parts]
      .filter(([name]) => name.endsWith('.rels'))
      .map(([, text]) => text)
      .join('')
    const outside = [...relations.matchAll(/Target="([^"]*)" TargetMode="External"/g)].map(([, target]) => target)
    expect(outside).toEqual(['https://safe.example/'])
    const body = parts.get('word/document.xml') ?? ''
    expect(body).toContain('=HYPERLINK(')
    expect(body.match(/<w:instrText[^>]*>[^<]*/g)?.filter((field) => !/TOC|PAGEREF/.test(field)) ?? []).toEqual([])
    expect([...parts.keys()].filter((name) => /media|embeddings|vba/i.test(name))).toEqual([])
    expect(await readBack(sampleSource(hostileSample('http://127.0.0.1:9')))).not.toMatch(/<script|<img|<iframe/)
  })
})
