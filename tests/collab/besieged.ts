import { documentMeta, textSection } from '@certloom/shared/collab/documentDoc'
import { afterAll, beforeAll, beforeEach, expect, vi } from 'vitest'
import * as Y from 'yjs'
import { makeDocument, objectives } from '../support/documents.ts'
import { type Editor, join, ticketFor } from '../support/live.ts'
import { invite, type Person, signUp } from '../support/people.ts'
import { openRawSocket } from '../support/rawSocket.ts'
import { startWorld, type World } from '../support/world.ts'

/** Who attacks, and who must be left alone: filled before the tests of a file, and for each of them with a document of its own. */
type Besieged = {
  world: World
  /** owns the organization */
  olivia: Person
  /** may write in the document, and tries more */
  mallory: Person
  viewer: Person
  /** of another organization */
  stranger: Person
  documentId: string
  room: string
  /** Olivia in the document, who wrote "Untouched." and must not notice anything */
  witness: Editor
  /** The document is what it was, in memory and in the database, and the honest person in it can go on. */
  expectUnharmed(): Promise<void>
  /** An update made by somebody who has the document as it is. */
  forge(change: (doc: Y.Doc) => void): Uint8Array
  /** Sends it past the client of ours; answers what the server says when it ends the connection. */
  sendAs(person: Person, update: Uint8Array, kind?: 1 | 2): Promise<string>
}

/** To be called once at the top of a file of tests. */
export function besiege(): Besieged {
  const here = { expectUnharmed, forge, sendAs } as Besieged

  beforeAll(async () => {
    here.world = await startWorld()
    here.olivia = await signUp(here.world, 'Olivia', 'Harbor Compliance')
    here.mallory = await invite(here.world, here.olivia, 'Mallory', 'member')
    here.viewer = await invite(here.world, here.olivia, 'Vera', 'viewer')
    here.stranger = await signUp(here.world, 'Sten', 'Northlight Advisors')
  })
  afterAll(() => here.world.stop())

  beforeEach(async () => {
    const document = await makeDocument(here.olivia, `Customer ${crypto.randomUUID()}`)
    here.documentId = document.id
    here.room = document.room
    here.witness = await join(here.world, here.olivia, here.room)
    here.witness.type(objectives, 'Untouched.')
    await here.witness.saved()
    return () => here.witness.leave()
  })

  async function expectUnharmed(): Promise<void> {
    const { room, witness, world } = here
    expect(witness.refusal()).toBeUndefined()
    witness.type(objectives, ' Still writing.')
    await witness.saved()
    await world.app.services.live.store(room)
    const [row] = await world.sql<{ state: Buffer }>('select state from live_document where room = $1', [room])
    const stored = new Y.Doc()
    Y.applyUpdate(stored, new Uint8Array(row?.state ?? []))
    expect(textSection(stored, objectives).toJSON()).toBe('<paragraph>Untouched. Still writing.</paragraph>')
    expect([...stored.share.keys()].sort()).toEqual(['meta', `sec:${objectives}`])
    expect(documentMeta(stored).get('hacked')).toBeUndefined()
    expect(stored.store.pendingStructs).toBeNull()
    expect(await world.sql('select 1 from live_update where room = $1', [room])).toHaveLength(0)
  }

  function forge(change: (doc: Y.Doc) => void): Uint8Array {
    const doc = new Y.Doc()
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(here.witness.doc))
    const before = Y.encodeStateVector(doc)
    change(doc)
    return Y.encodeStateAsUpdate(doc, before)
  }

  async function sendAs(person: Person, update: Uint8Array, kind: 1 | 2 = 2): Promise<string> {
    const socket = await openRawSocket(here.world)
    await socket.join(here.room, await ticketFor(person, here.room))
    socket.sendUpdate(here.room, update, kind)
    const reason = await vi.waitFor(() => socket.ended[0] ?? Promise.reject(new Error('not refused')), { timeout: 15_000, interval: 5 })
    socket.close()
    return reason
  }

  return here
}
