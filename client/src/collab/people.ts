import type { PresentPerson } from '@certloom/shared/collab/presence'

/** Somebody in the room, with the sections they are in: one for each of their tabs that is in one. */
export type PersonHere = PresentPerson & { isSelf: boolean; sections: readonly string[] }

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null

function personOf(state: unknown): PresentPerson | null {
  const user = isRecord(state) ? state.user : null
  if (!isRecord(user)) return null
  const { id, name, color } = user
  return typeof id === 'string' && typeof name === 'string' && typeof color === 'string' ? { id, name, color } : null
}

const sectionOf = (state: unknown): string | null => (isRecord(state) && typeof state.section === 'string' ? state.section : null)

/**
 * Who is in the room: everybody once however many tabs they have open, the reader first, the others by name.
 * @param states awareness states by client
 * @param ownClient this tab, whose own state carries no user: the server adds that for the others
 */
export function peopleIn(states: ReadonlyMap<number, unknown>, ownClient: number, self: PresentPerson): PersonHere[] {
  const people = new Map<string, PersonHere>([[self.id, { ...self, isSelf: true, sections: [] }]])
  for (const [client, state] of states) {
    const person = client === ownClient ? self : personOf(state)
    if (person === null) continue
    const known = people.get(person.id) ?? { ...person, isSelf: false, sections: [] }
    const section = sectionOf(state)
    const isNew = section !== null && !known.sections.includes(section)
    people.set(person.id, isNew ? { ...known, sections: [...known.sections, section] } : known)
  }
  const [first, ...others] = people.values()
  if (first === undefined) return []
  return [first, ...others.sort((a, b) => a.name.localeCompare(b.name) || a.id.localeCompare(b.id))]
}

const isSamePerson = (a: PersonHere, b: PersonHere | undefined): boolean =>
  b !== undefined &&
  a.id === b.id &&
  a.name === b.name &&
  a.color === b.color &&
  a.sections.length === b.sections.length &&
  a.sections.every((section, index) => section === b.sections[index])

/** Cursors move with every key; people and the sections they are in do not. */
export const areSamePeople = (a: readonly PersonHere[], b: readonly PersonHere[]): boolean =>
  a.length === b.length && a.every((person, index) => isSamePerson(person, b[index]))

/** People other than the reader who are in a section. */
export const othersIn = (people: readonly PersonHere[], section: string): PersonHere[] =>
  people.filter((person) => !person.isSelf && person.sections.includes(section))
