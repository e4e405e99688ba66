import type { RichText } from '@certloom/shared/documents/contract'
import { isTextFilled, paragraphsOf } from '@certloom/shared/documents/text'
import type { FactTexts } from '@certloom/shared/facts/texts'
import type { FillableSection } from '@certloom/shared/templates/contract'
import type { SectionProjection } from '../db/generated/client.ts'
import type { Tx } from '../db/prisma.ts'
import { completionOf, writeSection } from '../documents/writeSection.ts'
import { moveTasks } from '../tasks/moveTasks.ts'

/** A fact's words as a section of text holds words; null while it says nothing. */
const contentOf = (text: string): RichText | null => (isTextFilled(text) ? paragraphsOf(text) : null)

/**
 * What the sections of a version said, with those that are facts: a version keeps the words of these with its facts.
 * @param facts as the version showed them; null if it showed none
 */
export function withFactSections(
  sections: readonly FillableSection[],
  contents: ReadonlyMap<string, unknown>,
  facts: FactTexts | null,
): ReadonlyMap<string, unknown> {
  const said = sections.flatMap(({ id, fact_key }): [string, unknown][] =>
    fact_key === undefined ? [] : [[id, contentOf(facts?.[fact_key] ?? '')]],
  )
  return said.length === 0 ? contents : new Map([...contents, ...said])
}

type Customer = { id: string; organizationId: string }

/** What a fact says, and who said it last, if that is known. */
type SaidFact = { key: string; text: string; userId: string | null; at: Date }

type Place = { documentId: string; sectionId: string; key: string }

/**
 * Lets the sections that are facts say what the facts say, in all documents of a customer: what they hold, how far the documents are, and the tasks
 * to fill them. That is no edit of a document, and makes no revision: what is approved stays approved and shows what it showed.
 */
export async function fillFactSections(tx: Tx, customer: Customer, said: readonly SaidFact[]): Promise<void> {
  if (said.length === 0) return
  const { organizationId, id: customerId } = customer
  const keys = said.map(({ key }) => key)
  const places = await tx.$queryRaw<Place[]>`
    select d.id as "documentId", s.section ->> 'id' as "sectionId", s.section ->> 'fact_key' as key
      from customer_document d
      join template_version v on v.id = d.template_version_id
      cross join lateral jsonb_array_elements(v.fillable_sections) as s(section)
     where d.organization_id = ${organizationId}::uuid and d.customer_id = ${customerId}::uuid and s.section ->> 'fact_key' = any(${keys}::text[])`
  const facts = new Map(said.map((fact) => [fact.key, fact]))
  for (const documentId of [...new Set(places.map((place) => place.documentId))].sort()) {
    const sections = new Map(
      places
        .filter((place) => place.documentId === documentId)
        .flatMap(({ sectionId, key }): [string, SaidFact][] => {
          const fact = facts.get(key)
          return fact ? [[sectionId, fact]] : []
        }),
    )
    await fillDocument(tx, { id: documentId, organizationId, customerId }, sections)
  }
}

/** Lets documents that were just made say what the facts say already. No fact changes until the transaction ends. */
export async function fillFromFacts(tx: Tx, own: { organizationId: string; customerId: string }): Promise<void> {
  const { organizationId, customerId: id } = own
  await tx.$queryRaw`
    select id from customer where organization_id = ${organizationId}::uuid and id = ${id}::uuid for no key update`
  const facts = await tx.fact.findMany({ where: own })
  await fillFactSections(
    tx,
    { id, organizationId },
    facts.map(({ key, text, updatedById, updatedAt }) => ({ key, text, userId: updatedById, at: updatedAt })),
  )
}

type Document = { id: string; organizationId: string; customerId: string }

async function fillDocument(tx: Tx, document: Document, facts: ReadonlyMap<string, SaidFact>): Promise<void> {
  const { organizationId, id } = document
  await tx.$queryRaw`select id from customer_document where organization_id = ${organizationId}::uuid and id = ${id}::uuid for update`
  const sections = await tx.sectionProjection.findMany({ where: { organizationId, documentId: id } })
  const changed = sections.flatMap((before) => {
    const fact = facts.get(before.sectionId)
    return fact && fact.text !== before.text ? [{ before, fact, after: { ...sectionOf(before, fact), sectionId: before.sectionId } }] : []
  })
  if (changed.length === 0) return
  for (const { before, fact, after } of changed) await writeSection(tx, before, after, fact)
  const completion = completionOf(sections, (section) => changed.find(({ before }) => before === section)?.after ?? section)
  await tx.customerDocument.update({
    where: { organizationId_id: { organizationId, id } },
    data: {
      completionPercentage: completion.percentage,
      mandatorySectionsTotal: completion.total,
      mandatorySectionsCompleted: completion.completed,
    },
    select: { id: true },
  })
  await moveTasks(
    tx,
    document,
    changed.map(({ before, fact, after }) => ({ before, after, needsWork: before.state === 'needs_work', userId: fact.userId })),
  )
}

/** The document's own hash of the section stays that of nothing: its words count with the facts. */
const sectionOf = ({ contentHash }: SectionProjection, { text }: SaidFact) => ({
  content: contentOf(text),
  text,
  isFilled: isTextFilled(text),
  hash: contentHash,
})
