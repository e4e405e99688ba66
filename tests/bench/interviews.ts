import { schemaVersion } from '@certloom/shared/collab/schemaVersion'
import { defineSessionRoots, readSteering, steer } from '@certloom/shared/collab/sessionDoc'
import * as Y from 'yjs'
import { iso27001 } from '../support/documents.ts'
import type { Person } from '../support/people.ts'
import { type Connection, openConnection } from './connection.ts'
import { type Figures, figuresOf, measure } from './figures.ts'

type Server = { url: string }

async function makeDocuments(by: Person) {
  const customer = await by.api.customers.create({ company_name: `Interviewed ${crypto.randomUUID()}` })
  const plan = await by.api.plans.create({ customer_id: customer.id, iso_standard_id: iso27001, template_selection_mode: 'all' })
  const { data } = await by.api.documents.list({ plan_id: plan.id })
  return { customer_id: customer.id, document_ids: data.slice(0, 5).map(({ id }) => id) }
}

/** How long it takes to start a session over five documents and have its questions, in milliseconds. */
export async function measureSessionStart(by: Person): Promise<Figures> {
  const about = await makeDocuments(by)
  return figuresOf(
    await measure(20, async () => {
      const { id } = await by.api.interviews.create(about)
      await by.api.interviews.questions({ session_id: id })
      return () => {}
    }),
  )
}

const people = 10
const moves = 50

/** How long it takes until the last of ten in the room sees what the one who leads points at, in milliseconds. */
export async function measureSpotlight(server: Server, by: Person): Promise<Figures> {
  const { room } = await by.api.interviews.create(await makeDocuments(by))
  const watchers = await Promise.all(Array.from({ length: people - 1 }, () => enter(server, by, room)))
  const leader = await enter(server, by, room)
  leader.doc.on('update', (update: Uint8Array) => leader.connection.sendUpdate(update))
  const times: number[] = []
  for (let move = 0; move < moves; move++) {
    const question = `question ${move}`
    const seen = Promise.all(watchers.map(({ doc }) => whenPointedAt(doc, question)))
    times.push(
      ...(await measure(1, async () => {
        steer(leader.doc, { spotlight: question })
        await seen
        return () => {}
      })),
    )
  }
  for (const { connection } of [...watchers, leader]) connection.close()
  return figuresOf(times)
}

async function enter(server: Server, by: Person, room: string): Promise<{ doc: Y.Doc; connection: Connection }> {
  const doc = new Y.Doc()
  defineSessionRoots(doc)
  const { ticket } = await by.api.collab.ticket({ rooms: [room], schema_version: schemaVersion })
  const seat = { url: `${server.url.replace('http', 'ws')}/collab`, room, section: '', token: ticket }
  const connection = await openConnection('hocuspocus', seat, (update) => Y.applyUpdate(doc, update))
  Y.applyUpdate(doc, connection.state)
  return { doc, connection }
}

const whenPointedAt = (doc: Y.Doc, question: string): Promise<void> =>
  new Promise((resolve) => {
    const look = () => {
      if (readSteering(doc).spotlight !== question) return
      doc.off('update', look)
      resolve()
    }
    doc.on('update', look)
  })
