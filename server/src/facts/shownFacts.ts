import { type FactKey, factKeys } from '@certloom/shared/facts/catalogue'
import { factsIn } from '@certloom/shared/facts/references'
import { FactTexts } from '@certloom/shared/facts/texts'
import { z } from 'zod'
import type { TemplateVersion } from '../db/generated/client.ts'
import type { Tx } from '../db/prisma.ts'

const Fixed = z.array(z.object({ content: z.string() }))
const Fillable = z.array(z.object({ fact_key: z.enum(factKeys).optional() }))

/** What a version of a document showed of the facts, as it stored it; null if it showed none. */
export const readShown = (stored: unknown): FactTexts | null => (stored === null ? null : FactTexts.parse(stored))

type Shower = { organizationId: string; customerId: string; templateVersion: Pick<TemplateVersion, 'fixedSections' | 'fillableSections'> }

/** The facts that a template shows: those its words refer to, and those that are sections of it. */
const shownBy = ({ fixedSections, fillableSections }: Shower['templateVersion']): FactKey[] => [
  ...new Set([
    ...factsIn(Fixed.parse(fixedSections).map(({ content }) => content)),
    ...Fillable.parse(fillableSections).flatMap(({ fact_key }) => fact_key ?? []),
  ]),
]

/** What the facts that a document's template shows say as of the last stored revision, unsaid ones empty; null if it shows none. */
export async function shownFacts(tx: Tx, { organizationId, customerId, templateVersion }: Shower): Promise<FactTexts | null> {
  const shown = shownBy(templateVersion)
  if (shown.length === 0) return null
  const texts = await factTexts(tx, { organizationId, customerId })
  return Object.fromEntries(shown.map((key) => [key, texts[key] ?? '']))
}

/** What a customer's facts say as of the last stored revision. */
export async function factTexts(tx: Tx, own: { organizationId: string; customerId: string }): Promise<FactTexts> {
  const rows = await tx.fact.findMany({ where: own, select: { key: true, text: true } })
  return FactTexts.parse(Object.fromEntries(rows.map(({ key, text }) => [key, text])))
}
