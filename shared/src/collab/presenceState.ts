import { z } from 'zod'
import type { PresentPerson } from './presence.ts'

const ItemId = z.object({ client: z.int().nonnegative(), clock: z.int().nonnegative() })

/** A place in a text as Yjs writes it. Editors read it without a look: anything else would throw in everybody else's. */
const TextPlace = z.object({
  type: ItemId.nullish(),
  tname: z.string().max(100).nullish(),
  item: ItemId.nullish(),
  assoc: z.int().optional(),
})

const Cursor = z.union([
  z.object({ anchor: TextPlace, head: TextPlace }),
  z.object({ row: z.string().max(100), column: z.string().max(100) }),
])

const Uploading = z.object({ section: z.string().max(200), name: z.string().max(100) })

/**
 * What a client tells the room about itself. What has another form counts as not said: it must never reach others.
 * - `section`: where they are; `isReading` if they only look at it and have no focus in it
 * - `cursor`: the ends of their selection in a text (Tiptap's own), or their cell in a table or a list
 * - `isIdle`: nothing was touched for a while
 * - `follows`: the person whose moves their view goes along with
 * - `hasHandUp`: they ask to speak
 * - `uploading`: files of theirs that are on their way, and what for
 * - `mayLead`: in an interview, the lead can be handed to them; a hint for others, which gives no right
 */
export const OwnPresence = z.object({
  section: z.string().max(100).nullable().catch(null),
  isReading: z.boolean().catch(false),
  cursor: Cursor.nullable().catch(null),
  isIdle: z.boolean().catch(false),
  follows: z.uuid().nullable().catch(null),
  hasHandUp: z.boolean().catch(false),
  mayLead: z.boolean().catch(false),
  uploading: z.array(Uploading).max(5).catch([]),
})

/** What the room knows of one client of somebody. */
export type PresenceState = z.infer<typeof OwnPresence> & { user: PresentPerson }

/** In characters of JSON. */
export const maxPresenceBytes = 2_048
