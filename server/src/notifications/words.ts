import type { Tx } from '../db/prisma.ts'

/** "the task “A”", or "3 tasks: “A”, “B” and 1 more". */
export function manyInWords(what: 'task' | 'document' | 'plan', names: readonly string[]): string {
  const [first, second] = names
  if (names.length === 1) return `the ${what} “${first}”`
  const more = names.length - 2
  return `${names.length} ${what}s: “${first}”, “${second}”${more > 0 ? ` and ${more} more` : ''}`
}

/** Whose things a notice is about, in words too: one customer's, or those of several, which then are no matter of one of them. */
export async function customerOfMany(
  tx: Tx,
  things: readonly { customerId: string }[],
): Promise<{ customerId: string | null; customer: string }> {
  const [only, ...others] = new Set(things.map(({ customerId }) => customerId))
  if (only === undefined || others.length > 0) return { customerId: null, customer: `${others.length + 1} customers` }
  const { companyName } = await tx.customer.findUniqueOrThrow({ where: { id: only }, select: { companyName: true } })
  return { customerId: only, customer: companyName }
}
