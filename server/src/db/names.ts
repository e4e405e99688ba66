import type { Tx } from './prisma.ts'

/** Names of people by id; whoever is gone is not in it. */
export async function namesOf(tx: Tx, userIds: readonly string[]): Promise<Map<string, string>> {
  if (userIds.length === 0) return new Map()
  const people = await tx.user.findMany({ where: { id: { in: [...new Set(userIds)] } }, select: { id: true, name: true } })
  return new Map(people.map((person) => [person.id, person.name]))
}
