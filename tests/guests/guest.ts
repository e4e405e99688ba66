import { schemaVersion } from '@certloom/shared/collab/schemaVersion'
import type { GuestMe } from '@certloom/shared/guests/contract'
import type { FillableSection } from '@certloom/shared/templates/contract'
import { type Visitor, visit } from '../support/client.ts'
import { type Editor, join } from '../support/live.ts'
import type { Person } from '../support/people.ts'
import { listOfTemplate, makeDocumentWith, textOfTemplate } from '../support/templates.ts'
import type { World } from '../support/world.ts'

/** Somebody who came by a guest link. */
export type VisitingGuest = Visitor & { me: GuestMe }

const keyed = (section: FillableSection, key: string): FillableSection => ({ ...section, interview: { question_key: key } })

/** Two texts that one answer fills, of which only the first is asked, and a list. */
export const askedSections = [
  { ...keyed(textOfTemplate('goal'), 'goal'), title: 'Goals', placeholder: 'What do you want to achieve?' },
  { ...keyed(textOfTemplate('repeated'), 'goal'), title: 'Goals again' },
  { ...listOfTemplate('rules'), title: 'Rules', placeholder: 'Name the rules.', is_mandatory: false },
]

/** A customer with a document and a session over it. */
export async function startSession(world: Pick<World, 'sql'>, by: Person, name = 'Policy') {
  const document = await makeDocumentWith(world, by, askedSections, name)
  const session = await by.api.interviews.create({ customer_id: document.customer_id, document_id: document.id })
  return { document, session }
}

export const makeLink = (by: Person, session_id: string, more: { passcode?: string; valid_hours?: number } = {}) =>
  by.api.guests.create({ session_id, label: 'Board of Acme', ...more })

/** Comes in by a link, in a browser that never was here. */
export async function comeIn(world: Pick<World, 'url'>, token: string, name = 'Ana', passcode?: string): Promise<VisitingGuest> {
  const visitor = visit(world)
  const me = await visitor.api.guests.join({ token, name, ...(passcode !== undefined && { passcode }) })
  return { ...visitor, me }
}

export const guestTicket = async (guest: Visitor, ...rooms: string[]): Promise<string> =>
  (await guest.api.collab.guestTicket({ rooms, schema_version: schemaVersion })).ticket

export const joinAsGuest = async (world: World, guest: Visitor, room: string, waitForSync = true): Promise<Editor> =>
  join(world, guest, room, { waitForSync, ticket: await guestTicket(guest, room) })
