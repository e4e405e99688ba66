import * as Y from 'yjs'

/**
 * The layout of an interview's room as a Y.Doc: what the people in it agree on while they answer. The answers themselves are in the documents' own
 * rooms. Nobody else names these roots.
 */
const steerRoot = 'steer'
const sharedRoots = ['skipped', 'flags', 'decisions', 'parking', 'actions'] as const

/** Everything that is steered, for the one who leads and those who may take over. */
type Steering = {
  /** the id of the person who leads */
  leader: string
  /** the id of the question, or the topic of a workshop, that all follow; or a row of that topic, as `spotlightOnRow` says it */
  spotlight: string
  /** when the time for what is in the spotlight is over, in milliseconds since 1970 */
  timerEndsAt: number
}

/** Each leader points under a key of their own: what one who was cut off pointed at leads nobody away from the one who leads now. */
const spotlightOf = (leader: string): string => `spotlight ${leader}`

/** Between a topic and the row of it that is pointed at. */
const rowMark = '/'

/** What the spotlight says when it is on a row of a workshop's checklist. */
export const spotlightOnRow = (topic: string, row: string): string => `${topic}${rowMark}${row}`

/** What the spotlight is on: a question or a topic, and the row of it that is pointed at. */
export function placeOfSpotlight(spotlight: string): { topic: string; row: string | null } {
  const [topic = '', row = null] = spotlight.split(rowMark, 2)
  return { topic, row }
}

/** The time is that of a topic, whichever of its rows is pointed at. */
const timerOf = (spotlight: string): string => `timer ${placeOfSpotlight(spotlight).topic}`

/** What people write in a session's room, by the root that holds it. */
export const sessionParts = {
  decisions: 'Decisions',
  actions: 'To do afterwards',
  parking: 'Parking lot',
  skipped: 'Skipped questions',
  flags: 'Flagged questions',
} as const

/** The root again if people write words in it, an entry under each key; null for any other. */
export const partOfSession = (root: string): keyof typeof sessionParts | null =>
  Object.hasOwn(sessionParts, root) ? (root as keyof typeof sessionParts) : null

export type Said = { by: { id: string; name: string }; at: string }

/** Why a question was left for later. */
export type Skip = Said & { reason: string }

/** A thing that was decided, to come back to, or to be done; `question` is where it came up, `isTask` says that a task was made of it. */
export type Note = Said & { text: string; isDone: boolean; question?: string; isTask?: boolean }

export const steering = (doc: Y.Doc): Y.Map<unknown> => doc.getMap(steerRoot)

/** By question. */
export const skipped = (doc: Y.Doc): Y.Map<Skip> => doc.getMap('skipped')

/** Questions to look at again. */
export const flags = (doc: Y.Doc): Y.Map<Said> => doc.getMap('flags')

/** What was decided, by id. */
export const decisions = (doc: Y.Doc): Y.Map<Note> => doc.getMap('decisions')

/** What came up and belongs elsewhere, by id. */
export const parkingLot = (doc: Y.Doc): Y.Map<Note> => doc.getMap('parking')

/** What somebody is to do after the session, by id. */
export const actionItems = (doc: Y.Doc): Y.Map<Note> => doc.getMap('actions')

const isText = (value: unknown): value is string => typeof value === 'string'

const textAt = (doc: Y.Doc, key: string): string | null => {
  const value = steering(doc).get(key)
  return isText(value) ? value : null
}

/** Who leads, what they point at, and how long that may take. */
export function readSteering(doc: Y.Doc): { [Key in keyof Steering]: Steering[Key] | null } {
  const leader = textAt(doc, 'leader')
  const spotlight = leader && textAt(doc, spotlightOf(leader))
  const timerEndsAt = spotlight && steering(doc).get(timerOf(spotlight))
  return { leader, spotlight, timerEndsAt: typeof timerEndsAt === 'number' && Number.isFinite(timerEndsAt) ? timerEndsAt : null }
}

/** Changes what is steered; null takes it away, what is left out stays. The timer is that of what is in the spotlight. */
export function steer(doc: Y.Doc, { leader, spotlight, timerEndsAt }: { [Key in keyof Steering]?: Steering[Key] | null }): void {
  doc.transact(() => {
    if (leader !== undefined) put(doc, 'leader', leader)
    const leading = readSteering(doc).leader
    if (spotlight !== undefined && leading !== null) put(doc, spotlightOf(leading), spotlight)
    const pointed = readSteering(doc).spotlight
    if (timerEndsAt !== undefined && pointed !== null) put(doc, timerOf(pointed), timerEndsAt)
  })
}

function put(doc: Y.Doc, key: string, value: string | number | null): void {
  if (value === null) steering(doc).delete(key)
  else steering(doc).set(key, value)
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null

const isSaid = (value: unknown): value is Said =>
  isRecord(value) && isText(value.at) && isRecord(value.by) && isText(value.by.id) && isText(value.by.name)

const isSkip = (value: unknown): value is Skip => isSaid(value) && 'reason' in value && isText(value.reason)

const isNote = (value: unknown): value is Note => isSaid(value) && 'text' in value && isText(value.text)

/** Everything of a value but whether it is done: words, and whose they are. */
const wordsOf = (said: Said): unknown[] => {
  const { text, reason, question } = said as Partial<Note & Skip>
  return [said.by.id, said.by.name, said.at, text, reason, question]
}

const isSameWords = (one: Said, other: Said): boolean => {
  const words = wordsOf(other)
  return wordsOf(one).every((word, index) => word === words[index])
}

/**
 * May this person write this value in the room? Under their own name they may say anything; of what somebody else said they may change only
 * whether it is done. What nobody of ours wrote says nothing in anybody's name. What it is written over is `leavesNotesOfOthers`' to judge.
 * @param doc the room as it is before
 */
export function maySay(doc: Y.Doc, { root, key, value }: { root: string; key: string; value: unknown }, person: Said['by']): boolean {
  if (!isSaid(value) || (value.by.id === person.id && value.by.name === person.name)) return true
  const before = doc.getMap(root).get(key)
  return isSaid(before) && isSameWords(before, value)
}

/** What is said here is kept: of somebody else's nothing is replaced or taken away. A flag or a skip is everybody's to take back. */
const notedRoots = ['decisions', 'parking', 'actions'] as const

/**
 * Does an update leave every note of others in its place, with its words? It is tried on a copy, because which of several values stands under a key
 * in the end is decided only there.
 * @param doc the room as it is before
 */
export function leavesNotesOfOthers(
  doc: Y.Doc,
  { update, roots }: { update: Uint8Array; roots: ReadonlySet<string> },
  person: Pick<Said['by'], 'id'>,
): boolean {
  const notes = notedRoots
    .filter((root) => roots.has(root))
    .flatMap((root) =>
      [...doc.getMap(root)].flatMap(([key, said]) => (isSaid(said) && said.by.id !== person.id ? [{ root, key, said }] : [])),
    )
  if (notes.length === 0) return true
  const copy = new Y.Doc()
  defineSessionRoots(copy)
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc))
  Y.applyUpdate(copy, update)
  const isLeft = notes.every(({ root, key, said }) => {
    const after = copy.getMap(root).get(key)
    return isSaid(after) && isSameWords(said, after)
  })
  copy.destroy()
  return isLeft
}

const read = <T>(map: Y.Map<T>, isOne: (value: unknown) => value is T): ReadonlyMap<string, T> =>
  new Map([...map.entries()].filter((entry): entry is [string, T] => isOne(entry[1])))

const readNotes = (map: Y.Map<Note>): readonly (Note & { id: string })[] =>
  [...read(map, isNote)]
    .map(([id, { question, ...note }]) => ({
      ...note,
      ...(isText(question) && { question }),
      id,
      isDone: note.isDone === true,
      isTask: note.isTask === true,
    }))
    .sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))

/** The words of one entry; empty for one that has none, is gone, or that nobody of ours wrote. */
export function wordsSaid(doc: Y.Doc, part: keyof typeof sessionParts, key: string): string {
  const value: unknown = doc.getMap(part).get(key)
  if (isNote(value)) return value.text
  return isSkip(value) ? value.reason : ''
}

/** What the people in a session agreed on. What nobody of ours wrote counts as not there. */
export type Agreed = ReturnType<typeof readAgreed>
export const readAgreed = (doc: Y.Doc) => ({
  skipped: read(skipped(doc), isSkip),
  flags: read(flags(doc), isSaid),
  decisions: readNotes(decisions(doc)),
  parking: readNotes(parkingLot(doc)),
  actions: readNotes(actionItems(doc)),
})

/** Gives every root its type before anything is applied: an update may then not decide it. */
export function defineSessionRoots(doc: Y.Doc): void {
  for (const root of [steerRoot, ...sharedRoots]) doc.getMap(root)
}

/** The roots one can write in: who takes part notes and flags, who runs it also steers. */
export const sessionRoots = (mayRun: boolean): ReadonlySet<string> => new Set<string>(mayRun ? [steerRoot, ...sharedRoots] : sharedRoots)

/** The first state of a session's room: whoever starts it leads. */
export function initialSessionState(leader: string): Uint8Array {
  const doc = new Y.Doc()
  doc.clientID = 1 // a fixed writer: two attempts at the same session merge into one
  steer(doc, { leader })
  const state = Y.encodeStateAsUpdate(doc)
  doc.destroy()
  return state
}
