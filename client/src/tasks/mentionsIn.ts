import { namedIn } from '../comments/mentions.ts'
import type { Named } from '../comments/outbox.ts'

/**
 * Whom a text mentions, by their ids.
 * @param chosen the ids of those who were chosen while it was written, in that order; they decide between people of one name
 * @param people who can be mentioned; undefined until that is known
 * @returns null if that cannot be said before it is known who can be
 */
export function mentionsIn(text: string, chosen: readonly string[], people: readonly Named[] | undefined): string[] | null {
  if (people === undefined) return text.includes('@') ? null : []
  const picked = chosen.flatMap((id) => people.find((person) => person.id === id) ?? [])
  return namedIn(text, picked, people).map(({ id }) => id)
}

/** Who was chosen, with one more; whoever is chosen again is chosen last. */
export const withChosen = (chosen: readonly string[], added: string): string[] => [...chosen.filter((id) => id !== added), added]
