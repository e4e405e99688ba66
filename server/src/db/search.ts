import { Prisma } from './generated/client.ts'
import type { Tx } from './prisma.ts'

/** What stands for other characters in a pattern, meant as itself. */
const literal = (words: string): string => words.replaceAll(/[\\%_]/g, '\\$&')

/** A text that has these words in it, however they are written. */
export const containing = (words: string) => ({ contains: literal(words), mode: 'insensitive' }) as const

/** The same as a pattern for `ilike`. */
export const likePattern = (words: string): string => `%${literal(words)}%`

/** Tables whose rows are found by words anywhere in their name. */
type Searched = 'task' | 'customer_document' | 'evidence'

/** Words of fewer letters have no trigram. */
const shortest = 3

/** Words that more rows have than this are so common that a list in its own order soon meets enough of them. */
const rareUpTo = 1_000

/** Ids of the tenant's rows that have these words in their name, by an index of words; null where that is of no help: too short, or too common. */
export async function findRare(tx: Tx, table: Searched, words: string): Promise<string[] | null> {
  if (words.length < shortest) return null
  const rows = await tx.$queryRaw<{ id: string }[]>`
    select id from tenant_rows_saying(${table}, ${likePattern(words)}, ${rareUpTo + 1}::int) id`
  return rows.length > rareUpTo ? null : rows.map(({ id }) => id)
}

/**
 * The condition that rows have these words in their name; none without words.
 * @param columns what the query calls the row's id and its name
 */
export async function saying(
  tx: Tx,
  table: Searched,
  columns: { id: Prisma.Sql; name: Prisma.Sql },
  words: string | undefined,
): Promise<Prisma.Sql[]> {
  if (words === undefined) return []
  const rare = await findRare(tx, table, words)
  // A CASE, because the planner takes ILIKE for what almost nothing fits, and reads the whole table instead of following the order of the list
  if (rare === null) return [Prisma.sql`case when ${columns.name} ilike ${likePattern(words)} then true else false end`]
  return [Prisma.sql`${columns.id} = any(${rare}::uuid[])`]
}
