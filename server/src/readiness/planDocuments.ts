import type { DocumentStatus } from '../db/generated/enums.ts'
import type { Tx } from '../db/prisma.ts'
import { fillableSectionsOf } from '../templates/sections.ts'
import type { Reference } from './answers.ts'

/** A document of a customer's plans, with what it deals with: requirements by framework and code. */
export type PlanDocument = {
  id: string
  name: string
  status: DocumentStatus
  completionPercentage: number
  isApproved: boolean
  subjects: ReadonlySet<string>
}

/** A row, as far as it decides which documents bear on it. */
export type Subject = { framework: string; code: string; references: readonly Reference[] }

/** The documents of a customer's plans that go on, in the order of each plan. */
export async function planDocumentsIn(tx: Tx, key: { organizationId: string; customerId: string }): Promise<PlanDocument[]> {
  const documents = await tx.customerDocument.findMany({
    where: { ...key, archivedAt: null, plan: { status: { not: 'cancelled' } } },
    orderBy: [{ planId: 'asc' }, { position: 'asc' }],
    select: {
      id: true,
      name: true,
      status: true,
      completionPercentage: true,
      plan: { select: { framework: { select: { code: true } } } },
      template: { select: { clauseRefs: true, controlRefs: true } },
      templateVersion: { select: { fillableSections: true } },
      versions: { where: { kind: 'approved' }, select: { revision: true }, take: 1 },
    },
  })
  return documents.map(({ plan, template, templateVersion, versions, ...document }) => ({
    ...document,
    isApproved: versions.length > 0,
    subjects: new Set(
      [...template.clauseRefs, ...template.controlRefs, ...fillableSectionsOf(templateVersion).flatMap(({ refs }) => refs)].map((code) =>
        subjectOf(plan.framework.code, code),
      ),
    ),
  }))
}

/** Does a document deal with this row, with a clause it stands under, or with what the catalogue pairs with it in another framework? */
export const bearsOn = ({ subjects }: PlanDocument, { framework, code, references }: Subject): boolean =>
  [{ framework, code }, ...references].some((place) => withParents(place.code).some((one) => subjects.has(subjectOf(place.framework, one))))

const subjectOf = (framework: string, code: string): string => `${framework} ${code}`

/** "9.2.1" is also part of "9.2" and "9". */
const withParents = (code: string): string[] => code.split('.').map((_part, index, parts) => parts.slice(0, parts.length - index).join('.'))
