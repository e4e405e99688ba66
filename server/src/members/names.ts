import { guestName } from '@certloom/shared/guests/guestName'
import type { Person } from '../context.ts'
import type { Tx } from '../db/prisma.ts'

/** Names of people by id. */
export type Names = ReadonlyMap<string, string>

/** Whoever did something, as it is put on record: people with an account, and guests. */
export async function peopleOf(tx: Tx, ids: readonly string[]): Promise<Pick<Person, 'id' | 'name' | 'email'>[]> {
  const wanted = [...new Set(ids)]
  const people = await tx.user.findMany({ where: { id: { in: wanted } }, select: { id: true, name: true, email: true } })
  if (people.length === wanted.length) return people
  const known = new Set(people.map(({ id }) => id))
  const guests = await tx.guest.findMany({ where: { id: { in: wanted.filter((id) => !known.has(id)) } }, select: { id: true, name: true } })
  return [...people, ...guests.map(({ id, name }) => ({ id, name: guestName(name), email: '' }))]
}

/** What these people are called; ids that are null are left out. */
export async function namesOf(tx: Tx, userIds: readonly (string | null)[]): Promise<Names> {
  const ids = [...new Set(userIds)].filter((id) => id !== null)
  if (ids.length === 0) return new Map()
  return new Map((await peopleOf(tx, ids)).map(({ id, name }) => [id, name]))
}

/** A person as others see them, though they left. */
export const presentPerson = (id: string, names: Names) => ({ id, name: names.get(id) ?? 'Former colleague' })
