import type { Me } from '@certloom/shared/accounts/contract'
import { isWritten } from '@certloom/shared/collab/documentDoc'
import { schemaVersion } from '@certloom/shared/collab/schemaVersion'
import { visit } from '../support/client.ts'
import { iso27001 } from '../support/documents.ts'
import { invite, type Person, password } from '../support/people.ts'
import type { BenchServer } from './benchServer.ts'
import type { Seat } from './connection.ts'

/** An organization at work: its people, and as many documents as are asked for. */
export type Workplace = {
  owner: Person
  /** Places in documents: the same people again and again, as tabs of theirs, when a room has more seats than there are people. */
  seats(rooms: number, people: number): Promise<Seat[][]>
}

type Place = Pick<Seat, 'room' | 'section'>

/** How many rooms one ticket opens. */
const roomsPerTicket = 20

/** Signs up an organization of five. */
export async function openWorkplace(server: BenchServer): Promise<Workplace> {
  const owner = await signUp(server)
  const people = [owner]
  for (const name of ['Ana', 'Ben', 'Cara', 'Dev']) people.push(await invite(server, owner, name, 'member'))
  const rooms: Place[] = []
  const url = `${server.url.replace('http', 'ws')}/collab`

  const tokens = async (person: Person, of: readonly Place[]): Promise<string[]> => {
    const batches = Array.from({ length: Math.ceil(of.length / roomsPerTicket) }, (_, n) =>
      of.slice(n * roomsPerTicket, (n + 1) * roomsPerTicket),
    )
    const answers = []
    for (const batch of batches) {
      const { ticket } = await person.api.collab.ticket({ rooms: batch.map(({ room }) => room), schema_version: schemaVersion })
      answers.push(batch.map(() => ticket))
    }
    return answers.flat()
  }
  return {
    owner,
    async seats(count, seatsPerRoom) {
      while (rooms.length < count) rooms.push(...(await addDocuments(owner)))
      const chosen = rooms.slice(0, count)
      const seats: Seat[][] = chosen.map(() => [])
      for (let seat = 0; seat < seatsPerRoom; seat++) {
        const person = people[seat % people.length] ?? owner
        for (const [index, token] of (await tokens(person, chosen)).entries()) {
          const place = chosen[index]
          if (place) seats[index]?.push({ url, ...place, token })
        }
      }
      return seats
    },
  }
}

/** Places in another customer's plan with every core template. */
async function addDocuments(by: Person): Promise<Place[]> {
  const customer = await by.api.customers.create({ company_name: `Customer ${crypto.randomUUID()}` })
  const plan = await by.api.plans.create({ customer_id: customer.id, iso_standard_id: iso27001, template_selection_mode: 'all' })
  const { data } = await by.api.documents.list({ plan_id: plan.id })
  const documents = await Promise.all(data.map(({ id }) => by.api.documents.get({ document_id: id })))
  return documents.flatMap(({ room, content }) => {
    const text = content.fillable_sections.find((section) => section.type === 'text' && isWritten(section))
    return text ? [{ room, section: text.id }] : []
  })
}

/** The first person of an organization of their own, with an address for good. */
export async function signUp(server: Pick<BenchServer, 'url'>): Promise<Person> {
  const visitor = visit(server)
  const email = 'olivia@example.test'
  const me = await visitor.api.accounts.signUp({ name: 'Olivia', organization_name: 'Harbor Compliance', email, password })
  return { ...visitor, me: me as Me, email }
}
