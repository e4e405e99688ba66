import { changesOf } from '@certloom/shared/collab/changes'
import {
  defineDocumentRoots,
  editableRoots,
  listSection,
  sectionLock,
  sectionOfRoot,
  tableSection,
} from '@certloom/shared/collab/documentDoc'
import { addItems } from '@certloom/shared/collab/listDoc'
import { rescueOf } from '@certloom/shared/collab/rescue'
import { type OwnEdit, type Split, splitEdits } from '@certloom/shared/collab/splitEdits'
import { addTableRows } from '@certloom/shared/collab/tableDoc'
import type { DocumentDetail } from '@certloom/shared/documents/contract'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import * as Y from 'yjs'
import { commitments, makeDocument, objectives, projects, readDocument, roles, textOf } from '../support/documents.ts'
import { type Editor, join } from '../support/live.ts'
import { invite, type Person, signUp } from '../support/people.ts'
import { startWorld, type World } from '../support/world.ts'

let world: World
let olivia: Person
beforeAll(async () => {
  world = await startWorld()
  olivia = await signUp(world, 'Olivia', 'Harbor Compliance')
})
afterAll(() => world.stop())

/** A page that was open when the network went: its document, and every edit made on it since. */
function goOffline(editor: Editor, document: DocumentDetail): { doc: Y.Doc; edits: OwnEdit[]; type: Editor['type'] } {
  const edits: OwnEdit[] = []
  editor.leave()
  defineDocumentRoots(editor.doc, document.content.fillable_sections)
  editor.doc.on('update', (update: Uint8Array, _origin: unknown, _doc: unknown, transaction: Y.Transaction) => {
    edits.push({ id: String(edits.length), update, changes: [...changesOf(transaction)] })
  })
  return { doc: editor.doc, edits, type: editor.type }
}

function writeEverywhere({ doc, type }: ReturnType<typeof goOffline>, document: DocumentDetail): void {
  const { columns } = document.content.fillable_sections.find(({ id }) => id === roles) ?? { columns: [] }
  type(objectives, 'Written at the site.')
  type(projects, 'Checked at the site.')
  doc.transact(() => addTableRows(tableSection(doc, roles), columns, [{ [columns[0]?.id ?? '']: 'Site manager' }]))
  doc.transact(() => addItems(listSection(doc, commitments), ['Visit every site']))
}

/** What a page does with edits that were not taken: a fresh copy of the room, what may be written now onto it, the rest in words. */
async function mergeOnto(fresh: Editor, page: ReturnType<typeof goOffline>, document: DocumentDetail, canWrite: boolean) {
  const sections = document.content.fillable_sections
  defineDocumentRoots(fresh.doc, sections)
  const mayWrite = (root: string) =>
    canWrite && editableRoots(sections).has(root) && sectionLock(fresh.doc, sectionOfRoot(root) ?? '') === undefined
  const split: Split = splitEdits(fresh.doc, page.edits, mayWrite)
  const rescued = rescueOf({ mine: page.doc, server: fresh.doc, edits: page.edits, sections }, split)
  for (const { update } of split.kept) Y.applyUpdate(fresh.doc, update)
  if (split.kept.length > 0) await fresh.saved()
  return rescued
}

const ownersOf = async (room: string, client: number): Promise<string[]> =>
  (await world.sql<{ user_id: string }>('select user_id from live_client where room = $1 and client_id = $2', [room, client])).map(
    (row) => row.user_id,
  )

test('what was typed offline on a page that is closed is merged from the next one, and is its author’s', async () => {
  const ben = await invite(world, olivia, 'Ben', 'member')
  const document = await makeDocument(olivia, 'Site visit')
  const page = goOffline(await join(world, ben, document.room), document)
  page.type(objectives, 'Typed offline by Ben.')
  const oldClient = page.doc.clientID

  const reopened = new Y.Doc()
  Y.applyUpdate(reopened, Y.encodeStateAsUpdate(page.doc))
  const ana = await join(world, olivia, document.room)
  const next = await join(world, ben, document.room, { doc: reopened, claims: [oldClient] })
  await next.saved()
  await vi.waitFor(() => expect(ana.words(objectives)).toBe('Typed offline by Ben.'))
  expect(await ownersOf(document.room, oldClient)).toEqual([ben.me.user.id])
  await world.app.services.live.store(document.room)
  const { data } = await olivia.api.documents.history({ document_id: document.id })
  expect(data[0]?.contributors.map((person) => person.name)).toEqual(['Ben'])
  for (const editor of [ana, next]) editor.leave()
})

test('nobody makes the words of somebody who is here theirs by saying so', async () => {
  const [ben, mallory] = await Promise.all([invite(world, olivia, 'Ben', 'member'), invite(world, olivia, 'Mallory', 'member')])
  const document = await makeDocument(olivia, 'Claims')
  const bens = await join(world, ben, document.room)
  bens.provider.setAwarenessField('section', null)
  const stolen = new Y.Doc()
  stolen.clientID = bens.doc.clientID
  const copy = await join(world, mallory, document.room)
  Y.applyUpdate(stolen, Y.encodeStateAsUpdate(copy.doc))
  await vi.waitFor(() => expect(copy.provider.awareness?.getStates().has(bens.doc.clientID)).toBe(true))
  copy.leave()
  const thief = await join(world, mallory, document.room, { waitForSync: false, claims: [bens.doc.clientID], doc: withWords(stolen) })
  await vi.waitFor(() => expect(thief.provider.isSynced && !thief.provider.hasUnsyncedChanges).toBe(true))
  expect(await ownersOf(document.room, bens.doc.clientID)).toEqual([])
  bens.type(projects, 'Ben writes.')
  await bens.saved()
  expect(await ownersOf(document.room, bens.doc.clientID)).toEqual([ben.me.user.id])
  expect(bens.words(objectives)).toBe('')
  for (const editor of [bens, thief]) editor.leave()
})

/** Words under the client id of the document, in one that goes by another. */
function withWords(source: Y.Doc): Y.Doc {
  const paragraph = new Y.XmlElement('paragraph')
  paragraph.insert(0, [new Y.XmlText('Not mine.')])
  source.getXmlFragment(`sec:${objectives}`).insert(0, [paragraph])
  const doc = new Y.Doc()
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(source))
  return doc
}

test('a section locked while somebody was offline: the other sections are merged, and this one is handed back', async () => {
  const ben = await invite(world, olivia, 'Ben', 'member')
  const document = await makeDocument(olivia, 'Locked meanwhile')
  const page = goOffline(await join(world, ben, document.room), document)
  writeEverywhere(page, document)
  await olivia.api.documents.lockSection({ document_id: document.id, section_id: objectives, locked: true })

  const refused = await join(world, ben, document.room, { doc: page.doc, waitForSync: false })
  await vi.waitFor(() => expect(refused.refusal()).toBe('locked'))
  refused.leave()
  const fresh = await join(world, ben, document.room)
  expect(await mergeOnto(fresh, page, document, true)).toEqual([
    { section: 'Security objectives and direction', place: null, kind: 'written', text: 'Written at the site.' },
  ])
  await world.app.services.live.store(document.room)
  const stored = await readDocument(olivia, document.id)
  expect([objectives, projects, roles, commitments].map((section) => textOf(stored, section))).toEqual([
    '',
    'Checked at the site.',
    'Site manager',
    'Visit every site',
  ])
  expect(await ownersOf(document.room, page.doc.clientID)).toEqual([ben.me.user.id])
  fresh.leave()
})

test('a role taken away while somebody was offline: nothing is merged, and everything is handed back', async () => {
  const ben = await invite(world, olivia, 'Ben', 'member')
  const document = await makeDocument(olivia, 'Viewer meanwhile')
  const page = goOffline(await join(world, ben, document.room), document)
  writeEverywhere(page, document)
  await olivia.api.members.changeRole({ user_id: ben.me.user.id, role: 'viewer' })

  const fresh = await join(world, ben, document.room)
  expect(fresh.provider.authorizedScope).toBe('readonly')
  const rescued = await mergeOnto(fresh, page, document, false)
  expect(rescued.map(({ text }) => text)).toEqual([
    'Written at the site.',
    'Checked at the site.',
    expect.stringContaining('Site manager'),
    'Visit every site',
  ])
  fresh.leave()
})

test('words typed offline in a paragraph that somebody removed meanwhile are handed back', async () => {
  const ben = await invite(world, olivia, 'Ben', 'member')
  const document = await makeDocument(olivia, 'Removed meanwhile')
  const first = await join(world, ben, document.room)
  first.type(objectives, 'A first sentence.')
  await first.saved()
  const page = goOffline(first, document)
  page.type(objectives, ' And a second.')
  const other = await join(world, olivia, document.room)
  other.doc.getXmlFragment(`sec:${objectives}`).delete(0, 1)
  await other.saved()

  const fresh = await join(world, ben, document.room)
  expect(await mergeOnto(fresh, page, document, true)).toEqual([
    { section: 'Security objectives and direction', place: null, kind: 'written', text: ' And a second.' },
  ])
  for (const editor of [other, fresh]) editor.leave()
})
