import mammoth from 'mammoth'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { fillSection } from '../documents/fillSection.ts'
import { approve, filledPolicy, goal, proof, submit } from '../reviews/submittable.ts'
import { invite, type Person, signUp } from '../support/people.ts'
import { unzip } from '../support/unzip.ts'
import { upload } from '../support/uploads.ts'
import { startWorld, type World } from '../support/world.ts'
import { bytesOf, download, ended } from './finishedExport.ts'
import { readPdf } from './readPdf.ts'

let world: World
let olivia: Person
let rita: Person
beforeAll(async () => {
  world = await startWorld()
  olivia = await signUp(world, 'Olivia Brandt', 'Harbor Compliance')
  rita = await invite(world, olivia, 'Rita Novak', 'reviewer')
})
afterAll(() => world.stop())

async function fileOf(document_id: string, format: 'docx' | 'pdf', revision?: number): Promise<{ name: string; bytes: Buffer }> {
  const job = await ended(olivia, await olivia.api.exports.exportDocument({ document_id, format, revision }))
  return { name: job.filename ?? job.failure ?? '', bytes: await bytesOf(await download(olivia, job)) }
}
const wordOf = async (id: string, revision?: number): Promise<string> => {
  const { value } = await mammoth.extractRawText({ buffer: (await fileOf(id, 'docx', revision)).bytes })
  return value.replaceAll(/\s+/g, ' ')
}
/** What a text says of its evidence at its end. */
const annex = (text: string): string => text.slice(text.lastIndexOf('Evidence As linked on'))
const pdfOf = async (id: string, revision?: number): Promise<string> => (await readPdf((await fileOf(id, 'pdf', revision)).bytes)).text

describe('a document that was submitted and approved', () => {
  test('leaves as Word with version, state, approver and hash, and nothing in it says draft', async () => {
    const document = await filledPolicy(world, olivia)
    const { revision, hash } = await approve(olivia, rita, document.id)
    const { name, bytes } = await fileOf(document.id, 'docx', revision)
    expect(name).toBe('Quality Policy v1.docx')
    const words = await wordOf(document.id, revision)
    const titlePage = words.slice(0, words.indexOf('Document control record'))
    expect(titlePage).toMatch(/Version 1 Status Approved Approved by Rita Novak Approved on \d+ \w+ 20\d\d/)
    expect(words).toMatch(/Status Approved Approved by Rita Novak Approved on \d+ \w+ 20\d\d, \d\d:\d\d UTC/)
    expect(words).toContain(`Content hash (SHA-256) ${hash}`)
    expect(words).toMatch(/Approved Rita Novak \d+ .* Submitted for review Olivia Brandt/)
    const parts = await unzip(bytes)
    for (const [part, xml] of parts) if (/^word\/(document|header|footer)/.test(part)) expect(xml, part).not.toMatch(/draft/i)
    expect([...parts.keys()].filter((part) => part.startsWith('word/media/'))).toEqual([])
  })

  test('leaves as PDF with the same, also where it is exported as it is now', async () => {
    const document = await filledPolicy(world, olivia)
    const { revision, hash } = await approve(olivia, rita, document.id)
    for (const asked of [revision, undefined]) {
      const { name, bytes } = await fileOf(document.id, 'pdf', asked)
      expect(name).toBe('Quality Policy v1.pdf')
      const { text } = await readPdf(bytes)
      const titlePage = text.slice(0, text.indexOf('Contents'))
      expect(titlePage).toMatch(/Version 1 Status Approved Approved by Rita Novak Approved on \d+ \w+ 20\d\d/)
      expect(text).toMatch(/Status Approved Approved by Rita Novak Approved on \d+ \w+ 20\d\d/)
      expect(text).toContain(hash)
      expect(text).not.toMatch(/draft/i)
    }
  })

  test('leaves as it was read while its draft moves on, and the draft as a draft', async () => {
    const document = await filledPolicy(world, olivia)
    const { revision, hash } = await approve(olivia, rita, document.id)
    await fillSection(world, olivia, document.room, goal, 'Written afterwards.')
    const approved = await pdfOf(document.id, revision)
    expect(approved).toContain('No complaints.')
    expect(approved).not.toContain('Written afterwards.')
    expect(approved).toContain(hash)
    const draft = await pdfOf(document.id)
    expect(draft).toContain('Written afterwards.')
    expect(draft).toContain('Draft, not approved')
    expect(draft).toContain('Version 2')
    expect(draft).not.toContain(hash)
  })

  test('is a draft again once its approval is withdrawn', async () => {
    const document = await filledPolicy(world, olivia)
    const { revision, hash } = await approve(olivia, rita, document.id)
    await rita.api.reviews.withdraw({ document_id: document.id, version_hash: hash, reason: 'Forged record' })
    const text = await pdfOf(document.id, revision)
    expect(text).toContain('Draft, not approved')
    expect(text).toContain('Approval withdrawn')
  })
})

test('the history of what was approved says that changes were requested before', async () => {
  const document = await filledPolicy(world, olivia)
  await submit(olivia, document.id)
  await rita.api.reviews.requestChanges({ document_id: document.id, notes: 'The goal needs a number.' })
  await fillSection(world, olivia, document.room, goal, 'At most two a month.')
  const { revision } = await approve(olivia, rita, document.id)
  const words = await wordOf(document.id, revision)
  expect(words).toMatch(/Approved Rita Novak .* Changes requested Rita Novak .* Submitted for review Olivia Brandt/)
  expect(words).not.toContain('The goal needs a number.')
})

describe('the evidence of an approved version', () => {
  test('is listed as it stood at the approval, whatever became of it since; that of the draft as it stands', async () => {
    const document = await filledPolicy(world, olivia)
    const { id, customer_id, room } = document
    const place = { document_id: id, section_id: proof }
    const { file, evidence } = await upload(olivia, customer_id, 'audit.txt', 'We were audited.', place)
    await world.app.services.live.store(room)
    const { revision } = await approve(olivia, rita, document.id)
    const before = await wordOf(id, revision)
    for (const words of ['Signed record', 'https://files.example/record', 'audit.txt', file.sha256]) expect(annex(before)).toContain(words)

    const [signed] = (await olivia.api.evidence.list({ document_id: id })).data.filter(({ title }) => title === 'Signed record')
    await olivia.api.evidence.update({ evidence_id: signed?.id ?? '', title: 'Another name' })
    await rita.api.evidence.reject({ evidence_id: signed?.id ?? '', reason: 'Forged' })
    await olivia.api.evidence.archive({ evidence_id: evidence?.id ?? '' })
    await olivia.api.evidence.addLink({ customer_id, title: 'Came later', url: 'https://files.example/later', targets: [place] })
    await world.app.services.live.store(room)

    expect(annex(await wordOf(id, revision))).toBe(annex(before))
    const now = annex(await wordOf(id))
    expect(now).toContain('Another name')
    expect(now).toContain('Rejected')
    expect(now).toContain('Came later')
    expect(now).not.toContain(file.sha256)
  })

  test('of one that was approved before it was kept is that of today', async () => {
    const document = await filledPolicy(world, olivia)
    await olivia.api.documents.nameVersion({ document_id: document.id, label: 'From before' })
    await world.sql(`update document_version set kind = 'approved' where document_id = $1 and kind = 'named'`, [document.id])
    const text = await wordOf(document.id)
    expect(text).toContain('Approved by Olivia Brandt')
    expect(annex(text)).toContain('Signed record')
  })

  test('is kept even from who owns the tables', async () => {
    const document = await filledPolicy(world, olivia)
    const { revision } = await approve(olivia, rita, document.id)
    const attack = `update document_version set evidence = '[]' where document_id = $1 and revision = $2`
    await expect(world.sql(attack, [document.id, revision])).rejects.toThrow(/kept as they are/)
  })
})
