import type { PresentPerson } from '@certloom/shared/collab/presence'
import { withoutGuest } from '@certloom/shared/guests/guestName'

/** Somebody in the room: once, however many tabs they have open. */
export type PersonHere = PresentPerson & {
  isSelf: boolean
  /** No tab of theirs was touched for a while. */
  isIdle: boolean
  /** The sections they are in: one for each of their tabs that is in one. */
  sections: readonly string[]
  /** Those of them that have their focus; the others they only look at. */
  workingIn: readonly string[]
  /** The id of the person whose moves they go along with. */
  follows: string | null
  /** They ask to speak. */
  hasHandUp: boolean
  /** The lead of an interview can be handed to them. */
  mayLead: boolean
  /** Files of theirs that are on their way, and what for. */
  uploading: readonly Uploading[]
}

type Uploading = { section: string; name: string }

type Told = {
  section: string | null
  isWorking: boolean
  isIdle: boolean
  follows: string | null
  hasHandUp: boolean
  mayLead: boolean
  uploading: readonly Uploading[]
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null

function personOf(state: unknown): PresentPerson | null {
  const user = isRecord(state) ? state.user : null
  if (!isRecord(user)) return null
  const { id, name, color } = user
  return typeof id === 'string' && typeof name === 'string' && typeof color === 'string' ? { id, name, color } : null
}

const isUploading = (value: unknown): value is Uploading =>
  isRecord(value) && typeof value.section === 'string' && typeof value.name === 'string'

const keyOfUpload = ({ section, name }: Uploading): string => `${section} ${name}`

function toldBy(state: unknown): Told {
  const { section, isReading, isIdle, follows, hasHandUp, mayLead, uploading } = isRecord(state) ? state : {}
  return {
    section: typeof section === 'string' ? section : null,
    isWorking: isReading !== true,
    isIdle: isIdle === true,
    follows: typeof follows === 'string' ? follows : null,
    hasHandUp: hasHandUp === true,
    mayLead: mayLead === true,
    uploading: Array.isArray(uploading) ? uploading.filter(isUploading) : [],
  }
}

const withOne = (list: readonly string[], one: string | null): readonly string[] =>
  one === null || list.includes(one) ? list : [...list, one]

const withTab = (person: PersonHere, told: Told): PersonHere => ({
  ...person,
  isIdle: person.isIdle && told.isIdle,
  sections: withOne(person.sections, told.section),
  workingIn: withOne(person.workingIn, told.isWorking ? told.section : null),
  follows: told.follows ?? person.follows,
  hasHandUp: person.hasHandUp || told.hasHandUp,
  mayLead: person.mayLead || told.mayLead,
  uploading: [...person.uploading, ...told.uploading],
})

const arrived = (person: PresentPerson, isSelf: boolean): PersonHere => ({
  ...person,
  isSelf,
  isIdle: true, // until one of their tabs says otherwise
  sections: [],
  workingIn: [],
  follows: null,
  hasHandUp: false,
  mayLead: false,
  uploading: [],
})

/**
 * Who is in the room: the reader first, the others by name.
 * @param states awareness states by client
 * @param ownClient this tab, whose own state carries no user: the server adds that for the others
 */
export function peopleIn(states: ReadonlyMap<number, unknown>, ownClient: number, self: PresentPerson): PersonHere[] {
  const people = new Map<string, PersonHere>([[self.id, arrived(self, true)]])
  for (const [client, state] of states) {
    const person = client === ownClient ? self : personOf(state)
    if (person === null) continue
    people.set(person.id, withTab(people.get(person.id) ?? arrived(person, false), toldBy(state)))
  }
  const [first, ...others] = people.values()
  if (first === undefined) return []
  return [first, ...others.sort((a, b) => a.name.localeCompare(b.name) || a.id.localeCompare(b.id))]
}

const isSameList = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((one, index) => one === b[index])

const isSamePerson = (a: PersonHere, b: PersonHere | undefined): boolean =>
  b !== undefined &&
  a.id === b.id &&
  a.name === b.name &&
  a.color === b.color &&
  a.isIdle === b.isIdle &&
  a.follows === b.follows &&
  a.hasHandUp === b.hasHandUp &&
  a.mayLead === b.mayLead &&
  isSameList(a.uploading.map(keyOfUpload), b.uploading.map(keyOfUpload)) &&
  isSameList(a.sections, b.sections) &&
  isSameList(a.workingIn, b.workingIn)

/** Cursors move with every key; people and the sections they are in do not. */
export const areSamePeople = (a: readonly PersonHere[], b: readonly PersonHere[]): boolean =>
  a.length === b.length && a.every((person, index) => isSamePerson(person, b[index]))

/** People other than the reader who are in a section, be it only to read. */
export const othersIn = (people: readonly PersonHere[], section: string): PersonHere[] =>
  people.filter((person) => !person.isSelf && person.sections.includes(section))

/** People other than the reader who have their focus in a section. */
export const othersAtWork = (people: readonly PersonHere[], section: string): PersonHere[] =>
  people.filter((person) => !person.isSelf && person.workingIn.includes(section))

export const firstNameOf = ({ name }: { name: string }): string => withoutGuest(name).trim().split(/\s+/)[0] ?? name
