import { createHash } from 'node:crypto'
import { buffer } from 'node:stream/consumers'
import type { DocumentDetail } from '@certloom/shared/documents/contract'
import type { ExportJob } from '@certloom/shared/exports/contract'
import mammoth from 'mammoth'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { fromBufferPromise } from 'yauzl'
import { approve, fillPolicy, newPolicies, newPolicy } from '../reviews/submittable.ts'
import { invite, type Person, signUp } from '../support/people.ts'
import { startWorld, type World } from '../support/world.ts'
import { bytesOf, download, ended } from './finishedExport.ts'
import { readPdf } from './readPdf.ts'

let world: World
let olivia: Person
let rita: Person
let first: DocumentDetail
let second: DocumentDetail
let third: DocumentDetail
/** what of the second was approved; its draft moved on */
let approved: { revision: number; hash: string }
beforeAll(async () => {
  world = await startWorld()
  olivia = await signUp(world, 'Olivia Brandt', 'Harbor Compliance')
  rita = await invite(world, olivia, 'Rita Novak', 'reviewer')
  const { id } = await olivia.api.customers.create({ company_name: 'Acme: Corp' })
  ;[first, second, third] = (await newPolicies(world, olivia, id, ['One', 'Two', 'Three'])) as [
    DocumentDetail,
    DocumentDetail,
    DocumentDetail,
  ]
  for (const [index, { id: document_id }] of [first, second, third].entries())
    await olivia.api.documents.update({ document_id, document_name: `Policy ${'ABC'.charAt(index)}` })
  await fillPolicy(world, olivia, second)
  approved = await approve(olivia, rita, second.id)
})
afterAll(() => world.stop())

const order = (format: 'docx' | 'pdf', approved_only = false) =>
  olivia.api.exports.exportPlan({ customer_id: first.customer_id, plan_id: first.plan_id, format, approved_only })

async function entriesOf(job: Pick<ExportJob, 'id'>): Promise<Map<string, Buffer>> {
  const answer = await download(olivia, job)
  expect(answer.headers.get('content-type')).toBe('application/zip')
  const entries = new Map<string, Buffer>()
  const zip = await fromBufferPromise(await bytesOf(answer), { validateEntrySizes: true })
  for await (const entry of zip.eachEntry()) entries.set(entry.fileName, await buffer(await zip.openReadStreamPromise(entry)))
  return entries
}

const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex')
const wordsOf = async (bytes: Buffer | undefined): Promise<string> =>
  (await mammoth.extractRawText({ buffer: bytes ?? Buffer.alloc(0) })).value.replaceAll(/\s+/g, ' ')

describe('a plan of three documents', () => {
  test('is exported as an archive with each of them in its order, an index of all, and sums that fit', async () => {
    const job = await ended(olivia, await order('docx'))
    expect(job).toMatchObject({ status: 'done', documents_total: 3, filename: expect.stringMatching(/^Acme_ Corp .+\.zip$/) })
    const entries = await entriesOf(job)
    const files = [...entries.keys()].slice(0, 3)
    expect(files).toEqual([
      expect.stringMatching(/^01 Policy A v1 draft \d+\.docx$/),
      '02 Policy B v1.docx',
      expect.stringMatching(/^03 Policy C v1 draft \d+\.docx$/),
    ])
    expect([...entries.keys()].slice(3)).toEqual(['00 Index.docx', 'SHA256SUMS.txt'])
    const index = await wordsOf(entries.get('00 Index.docx'))
    expect(index).toContain('3 of 3')
    for (const file of files) expect(index).toContain(file)
    expect(index).toContain(approved.hash)
    expect(`${entries.get('SHA256SUMS.txt')}`).toBe(
      files.map((file) => `${sha256(entries.get(file) ?? Buffer.alloc(0))}  ${file}\n`).join(''),
    )
    expect(await wordsOf(entries.get('02 Policy B v1.docx'))).toContain('Two')
  })

  test('says document by document how far it is', async () => {
    const seen = new Set<string>()
    await ended(olivia, await order('pdf'), ({ status, documents_done, documents_total }) =>
      seen.add(`${status} ${documents_done} of ${documents_total}`),
    )
    seen.delete('queued 0 of 3')
    expect([...seen]).toEqual(['running 0 of 3', 'running 1 of 3', 'running 2 of 3', 'done 3 of 3'])
  })

  test('leaves out what was never approved when only that is wanted, and its index says so', async () => {
    const entries = await entriesOf(await ended(olivia, await order('pdf', true)))
    expect([...entries.keys()]).toEqual(['02 Policy B v1.pdf', '00 Index.pdf', 'SHA256SUMS.txt'])
    const { text } = await readPdf(entries.get('02 Policy B v1.pdf') ?? Buffer.alloc(0))
    expect(text).toContain('Approved by Rita Novak')
    expect(text).not.toMatch(/draft/i)
    const index = (await readPdf(entries.get('00 Index.pdf') ?? Buffer.alloc(0))).text
    expect(index).toContain('1 of 3')
    expect(index).toContain('Approved versions')
    expect(index.match(/No version is approved/g)).toHaveLength(2)
  })
})

test('a plan leaves with the facts as they are said now, also in a document whose newest version has a name', async () => {
  const { id: customer_id } = await olivia.api.customers.create({ company_name: 'Beta Inc' })
  const say = (text: string) => olivia.api.facts.say({ customer_id, key: 'isms_manager', text })
  const { id: document_id, plan_id } = await newPolicy(world, olivia, customer_id, 'Kept by {{isms_manager}}.')
  await say('Jana Weber')
  await olivia.api.documents.nameVersion({ document_id, label: 'For the board' })
  await say('Tim Krüger')
  const entries = await entriesOf(await ended(olivia, await olivia.api.exports.exportPlan({ customer_id, plan_id, format: 'docx' })))
  expect(await wordsOf([...entries.values()][0])).toContain('Kept by Tim Krüger.')
})
