import type { Named } from './outbox.ts'

/** Somebody who can be named, with the address they sign in with. */
export type Addressed = Named & { email: string }

/** Somebody as they are kept with words: without their address. */
export const asNamed = ({ id, name }: Named): Named => ({ id, name })

/** An @ with what was typed behind it, up to the caret. */
export type MentionStart = { at: number; typed: string }

/** More letters than this are a sentence, not a name. */
const longestName = 40

/** The mention that is being typed at the caret, if one is. */
export function mentionAt(text: string, caret: number): MentionStart | null {
  const found = /(?:^|[\s(])@([^\n@]*)$/u.exec(text.slice(0, caret))
  const typed = found?.[1]
  return typed === undefined || typed.length > longestName ? null : { at: caret - typed.length - 1, typed }
}

const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLocaleLowerCase()

/** What tells somebody who is offered from others whose names read the same: their address; null where nobody else is called so. */
export const besideName = ({ id, name, email }: Addressed, people: readonly Addressed[]): string | null =>
  people.some((other) => other.id !== id && plain(other.name) === plain(name)) ? email : null

/** People any of whose names begins with what was typed. */
export function matching<Person extends Named>(people: readonly Person[], typed: string): Person[] {
  const wanted = plain(typed.trimStart())
  return people.filter(
    ({ name }) =>
      plain(name).startsWith(wanted) ||
      plain(name)
        .split(' ')
        .some((word) => word.startsWith(wanted)),
  )
}

/**
 * Who is named in a text behind an @. The longest name that stands there is meant, and none that it begins with; of people of one name those that
 * were chosen last, as many as stand there, and without a choice the first.
 * @param chosen in the order they were chosen
 * @param people everybody who can be named: a name typed out in full is as good as one that was picked
 */
export function namedIn(text: string, chosen: readonly Named[], people: readonly Named[]): Named[] {
  const mentions = piecesOf(text, [...chosen, ...people]).filter(({ isMention }) => isMention)
  return [...Map.groupBy(mentions, (piece) => piece.text)].flatMap(([words, { length }]) => {
    const isMeant = ({ name }: Named) => words === `@${name}`
    const picked = chosen.filter(isMeant).slice(-length)
    return picked.length > 0 ? picked : people.filter(isMeant).slice(0, 1)
  })
}

export type Piece = { text: string; isMention: boolean }

/** A comment in pieces: its words, and the people it names. */
export function piecesOf(body: string, mentions: readonly Named[]): Piece[] {
  const names = mentions.map(({ name }) => `@${name}`).sort((a, b) => b.length - a.length)
  const pieces: Piece[] = []
  let rest = body
  while (rest !== '') {
    const next = names.map((name) => ({ name, at: rest.indexOf(name) })).filter(({ at }) => at >= 0)
    const first = next.reduce<(typeof next)[number] | null>((best, found) => (best === null || found.at < best.at ? found : best), null)
    if (first === null) return [...pieces, { text: rest, isMention: false }]
    if (first.at > 0) pieces.push({ text: rest.slice(0, first.at), isMention: false })
    pieces.push({ text: first.name, isMention: true })
    rest = rest.slice(first.at + first.name.length)
  }
  return pieces
}
