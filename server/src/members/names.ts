import type { Tx } from '../db/prisma.ts'

/** Names of people by id. */
export type Names = ReadonlyMap<string, string>

/** What these people are called; ids that are null are left out. */
export async function namesOf(tx: Tx, userIds: readonly (string | null)[]): Promise<Names> {
  const ids = [...new Set(userIds)].filter((id) => id !== null)
  if (ids.length === 0) return new Map()
  const people = await tx.user.findMany({ where: { id: { in: ids } }, select: { id: true, name: true } })
  return new Map(people.map((person) => [person.id, person.name]))
}

/** A person as others see them, though they left. */
export const presentPerson = (id: string, names: Names) => ({ id, name: names.get(id) ?? 'Former colleague' })
