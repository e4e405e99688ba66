import { type Decision, decisions as guard } from '@certloom/server/collab/guard'
import { checklistRow } from '@certloom/shared/collab/checklistDoc'
import { documentMeta, textSection } from '@certloom/shared/collab/documentDoc'
import { decisions } from '@certloom/shared/collab/sessionDoc'
import { claimKey } from '@certloom/shared/collab/statusClaims'
import pg from 'pg'
import { expect, onTestFinished, test, vi } from 'vitest'
import * as Y from 'yjs'
import { startSession } from '../guests/guest.ts'
import { makeChecklist, readAnswers } from '../readiness/checklist.ts'
import { makeDocument, objectives, projects } from '../support/documents.ts'
import { join, ticketFor } from '../support/live.ts'
import { openRawSocket, type RawSocket } from '../support/rawSocket.ts'
import { besiege } from './besieged.ts'

const here = besiege()

/** What the server makes of what was sent so far: it ends the connection, or says that it is saved, or asks for what came before. */
async function answerTo(socket: RawSocket, inRoom = here.room): Promise<string> {
  socket.sendStateless(inRoom, '{"type":"barrier","n":1}')
  return vi.waitFor(
    () => {
      if (socket.ended[0]) return socket.ended[0]
      if (!socket.isOpen()) return 'closed'
      if (socket.heard.some(({ text }) => text.includes('saved'))) return 'saved'
      return socket.asked() > 0 ? 'asked again' : Promise.reject(new Error('no answer'))
    },
    { timeout: 15_000, interval: 5 },
  )
}

async function answerToMallory(
  update: Uint8Array,
  { inRoom = here.room, kind = 2 }: { inRoom?: string; kind?: 1 | 2 } = {},
): Promise<string> {
  const socket = await openRawSocket(here.world)
  await socket.join(inRoom, await ticketFor(here.mallory, inRoom))
  socket.sendUpdate(inRoom, update, kind)
  const answer = await answerTo(socket, inRoom)
  socket.close()
  return answer
}

const addParagraph = (doc: Y.Doc, section = objectives): void => textSection(doc, section).push([new Y.XmlElement('paragraph')])

/** An update whose predecessor is kept back. */
function forgeWithGap(): Uint8Array {
  const doc = new Y.Doc()
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(here.witness.doc))
  addParagraph(doc)
  const gap = Y.encodeStateVector(doc)
  addParagraph(doc)
  return Y.encodeStateAsUpdate(doc, gap)
}

/** An edit under the client id of the colleague who is here. */
const forgeAsWitness = (): Uint8Array =>
  here.forge((doc) => {
    doc.clientID = here.witness.doc.clientID
    addParagraph(doc)
  })

/** Mallory loses a right after hers were looked up and before she is in; what she sent ahead waits for that moment. */
async function writeWhileShutOut(): Promise<string> {
  const [ticket, socket] = [await ticketFor(here.mallory, here.room), await openRawSocket(here.world)]
  const update = here.forge(addParagraph)
  const blocker = new pg.Client({ connectionString: here.world.database.superuserUrl })
  await blocker.connect()
  await blocker.query('begin; lock table customer_document in access exclusive mode')
  const verdict = socket.join(here.room, ticket)
  socket.sendUpdate(here.room, update)
  const waiting = `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`
  await vi.waitFor(async () => expect(await here.world.sql(waiting)).not.toEqual([]), { timeout: 5_000 })
  here.world.app.services.live.revoke({ userId: here.mallory.me.user.id }, 'changed')
  await blocker.end()
  await verdict
  const answer = await answerTo(socket)
  socket.close()
  return answer
}

/** For each decision of the guard an attack that nothing else holds off, and what it is answered. */
const attacks: Record<Decision, { answer: string; attempt: () => Promise<string> }> = {
  revocation: { answer: 'closed', attempt: writeWhileShutOut },
  content: {
    answer: 'malformed',
    attempt: () => answerToMallory(here.forge((doc) => textSection(doc, objectives).insert(1, [new Y.Doc() as never]))),
  },
  predecessors: { answer: 'incomplete', attempt: () => answerToMallory(forgeWithGap(), { kind: 1 }) },
  rights: { answer: 'not_allowed', attempt: () => answerToMallory(here.forge((doc) => documentMeta(doc).set('hacked', true))) },
  locks: {
    answer: 'locked',
    async attempt() {
      await here.olivia.api.documents.lockSection({ document_id: here.documentId, section_id: projects, locked: true })
      return answerToMallory(here.forge((doc) => addParagraph(doc, projects)))
    },
  },
  keys: {
    answer: 'not_yours',
    async attempt() {
      const project = await makeChecklist(here.olivia, `Customer ${crypto.randomUUID()}`)
      const [row] = await readAnswers(here.olivia, project.id)
      const doc = new Y.Doc()
      checklistRow(doc, row?.requirement_id ?? '').set(claimKey(here.olivia.me.user.id), { status: 'ready', at: new Date().toISOString() })
      return answerToMallory(Y.encodeStateAsUpdate(doc), { inRoom: project.room })
    },
  },
  words: {
    answer: 'not_yours',
    async attempt() {
      const { session } = await startSession(here.world, here.olivia, `Policy ${crypto.randomUUID()}`)
      const doc = new Y.Doc()
      const by = { id: here.olivia.me.user.id, name: 'Olivia' }
      decisions(doc).set('d1', { by, at: new Date().toISOString(), text: 'Mallory is paid twice', isDone: false })
      return answerToMallory(Y.encodeStateAsUpdate(doc), { inRoom: session.room })
    },
  },
  record: {
    answer: 'not_yours',
    async attempt() {
      const { session } = await startSession(here.world, here.olivia, `Policy ${crypto.randomUUID()}`)
      const editor = await join(here.world, here.olivia, session.room)
      const by = { id: here.olivia.me.user.id, name: 'Olivia' }
      decisions(editor.doc).set('d1', { by, at: new Date().toISOString(), text: 'Mallory is not paid', isDone: false })
      await editor.saved()
      const known = Y.encodeStateVector(editor.doc)
      const copy = new Y.Doc()
      Y.applyUpdate(copy, Y.encodeStateAsUpdate(editor.doc))
      editor.leave()
      decisions(copy).delete('d1')
      return answerToMallory(Y.encodeStateAsUpdate(copy, known), { inRoom: session.room })
    },
  },
  writers: { answer: 'not_yours', attempt: () => answerToMallory(forgeAsWitness()) },
  presence: {
    answer: 'asked again',
    async attempt() {
      here.witness.provider.setAwarenessField('section', objectives)
      await here.witness.saved() // which the server answers after it has heard of the presence
      return answerToMallory(forgeAsWitness(), { kind: 1 })
    },
  },
  size: {
    answer: 'size_limit',
    async attempt() {
      const { room } = await makeDocument(here.olivia, `Customer ${crypto.randomUUID()}`)
      const editor = await join(here.world, here.olivia, room)
      for (let half = 0; half < 2; half++) {
        editor.type(objectives, 'x'.repeat(1_900_000))
        await editor.saved()
      }
      const known = Y.encodeStateVector(editor.doc)
      const copy = new Y.Doc()
      Y.applyUpdate(copy, Y.encodeStateAsUpdate(editor.doc))
      editor.leave()
      textSection(copy, objectives).push([new Y.XmlText('x'.repeat(500_000))])
      return answerToMallory(Y.encodeStateAsUpdate(copy, known), { inRoom: room })
    },
  },
}

async function expectHeldOff(decision: Decision): Promise<void> {
  const { answer, attempt } = attacks[decision]
  expect(await attempt()).toBe(answer)
  await here.expectUnharmed()
}

const decisionsOfTheGuard = Object.keys(attacks) as Decision[]

test.each(decisionsOfTheGuard)('what the guard’s decision on %s is for is held off', expectHeldOff)

test.each(decisionsOfTheGuard)('a guard that lets everything pass in its decision on %s is found out', async (decision) => {
  const planted = vi.spyOn(guard, decision as 'revocation').mockReturnValue(null)
  onTestFinished(() => planted.mockRestore())
  await expect(expectHeldOff(decision)).rejects.toThrow('to be')
  expect(planted).toHaveBeenCalled()
})
