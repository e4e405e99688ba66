import { factOfRoot } from '@certloom/shared/collab/factsDoc'
import { factLabel } from '@certloom/shared/facts/catalogue'
import { type RecordedActivity, record } from '../audit/record.ts'
import type { Tx } from '../db/prisma.ts'
import type { Contribution, Save, Saved } from '../liveResource.ts'
import { fillFactSections } from './factSections.ts'
import type { ProjectedFact } from './projection.ts'

type Customer = { id: string; organizationId: string }

type ChangedFact = ProjectedFact & { before: string }

/**
 * Writes one revision of a customer's facts in the save transaction: what changed, and one activity per person and fact with what it said before.
 * Writes nothing and answers null if every fact says what it said.
 */
export async function saveFacts(tx: Tx, customer: Customer, said: readonly ProjectedFact[], { contributions }: Save): Promise<Saved> {
  const { id: customerId, organizationId } = customer
  const revision = (await lock(tx, customer)) + 1
  const stored = await tx.fact.findMany({ where: { organizationId, customerId } })
  const before = new Map(stored.map(({ key, text }) => [key, text]))
  const changed = said
    .map((fact): ChangedFact => ({ ...fact, before: before.get(fact.key) ?? '' }))
    .filter((fact) => fact.text !== fact.before)
  if (changed.length === 0) return null
  for (const fact of changed) await writeFact(tx, customer, fact, contributions)
  await fillFactSections(
    tx,
    customer,
    changed.map((fact) => ({ ...fact, ...lastWriterOf(fact, contributions) })),
  )
  await tx.$executeRaw`
    update customer set facts_revision = ${revision}::int where organization_id = ${organizationId}::uuid and id = ${customerId}::uuid`
  await recordChanges(tx, customer, changed, contributions, revision)
  return { revision }
}

async function lock(tx: Tx, { organizationId, id }: Customer): Promise<number> {
  const [row] = await tx.$queryRaw<{ revision: number }[]>`
    select facts_revision as revision from customer where organization_id = ${organizationId}::uuid and id = ${id}::uuid for no key update`
  if (!row) throw new Error(`The customer ${id} is gone.`)
  return row.revision
}

/** Who wrote in a fact, in the order of their last edit. */
const writersOf = ({ key }: ProjectedFact, contributions: readonly Contribution[]): Contribution[] => {
  const byPerson = new Map<string, Contribution>()
  for (const contribution of contributions.filter(({ roots }) => roots.some((root) => factOfRoot(root) === key))) {
    byPerson.delete(contribution.userId)
    byPerson.set(contribution.userId, contribution)
  }
  return [...byPerson.values()]
}

function lastWriterOf(fact: ProjectedFact, contributions: readonly Contribution[]): { userId: string | null; at: Date } {
  const last = writersOf(fact, contributions).at(-1)
  return { userId: last?.userId ?? null, at: last?.at ?? new Date() }
}

async function writeFact(
  tx: Tx,
  { id: customerId, organizationId }: Customer,
  fact: ChangedFact,
  contributions: readonly Contribution[],
): Promise<void> {
  const last = lastWriterOf(fact, contributions)
  const { key, text } = fact
  const said = { text, updatedAt: last.at, updatedById: last.userId }
  await tx.fact.upsert({
    where: { organizationId_customerId_key: { organizationId, customerId, key } },
    create: { organizationId, customerId, key, ...said },
    update: said,
    select: { key: true },
  })
}

/** What the log keeps of a fact, in characters: enough to know it again. */
const longestWords = 1_000

async function recordChanges(
  tx: Tx,
  { id, organizationId }: Customer,
  changed: readonly ChangedFact[],
  contributions: readonly Contribution[],
  revision: number,
): Promise<void> {
  const byPerson = new Map<string, RecordedActivity[]>()
  for (const fact of changed) {
    const { key, text, before } = fact
    for (const { userId } of writersOf(fact, contributions)) {
      const rows = byPerson.get(userId) ?? []
      rows.push({
        action: 'fact.changed',
        entity: { type: 'customer', id },
        customerId: id,
        sectionId: key,
        before: { text: before.slice(0, longestWords) },
        after: { text: text.slice(0, longestWords), label: factLabel(key), revision },
      })
      byPerson.set(userId, rows)
    }
  }
  const people = await tx.user.findMany({ where: { id: { in: [...byPerson.keys()] } }, select: { id: true, name: true, email: true } })
  for (const [userId, rows] of byPerson) {
    const person = people.find((candidate) => candidate.id === userId) ?? null
    await record(tx, { organizationId, person }, ...rows)
  }
}
