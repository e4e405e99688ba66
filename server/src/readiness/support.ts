import { AppError } from '@certloom/shared/errors'
import { validityOn } from '@certloom/shared/evidence/validity'
import type { Support } from '@certloom/shared/readiness/statementContract'
import { suggestionOf } from '@certloom/shared/readiness/support'
import type { Ctx } from '../context.ts'
import { dayOf, today } from '../db/days.ts'
import type { Tx } from '../db/prisma.ts'
import { answersIn } from './answers.ts'
import { bearsOn, type PlanDocument, planDocumentsIn } from './planDocuments.ts'
import { withReadable } from './service.ts'

/** More is in the register of evidence. */
const mostEvidence = 50

/** What the customer's plans say about a row of a checklist. Throws `not_found` for a row this person may not see. */
export const getSupport = (ctx: Ctx, projectId: string, requirementId: string): Promise<Support> =>
  withReadable(ctx, projectId, async (tx, { organizationId, customerId, framework }) => {
    const { answers, references } = await answersIn(tx, { organizationId, projectId, requirementId })
    const [answer] = answers
    if (!answer) throw new AppError('not_found')
    const subject = { framework: framework.code, code: answer.requirement.code, references: references.get(requirementId) ?? [] }
    const bearing = (await planDocumentsIn(tx, { organizationId, customerId })).filter((document) => bearsOn(document, subject))
    const documents = bearing.map(({ id, name, status, completionPercentage, isApproved }) => ({
      id,
      document_name: name,
      status,
      completion_percentage: completionPercentage,
      is_approved: isApproved,
    }))
    const evidence = await evidenceOf(tx, { organizationId, customerId }, bearing)
    return { documents, evidence, suggestion: suggestionOf({ documents, evidence }) }
  })

async function evidenceOf(
  tx: Tx,
  key: { organizationId: string; customerId: string },
  documents: readonly PlanDocument[],
): Promise<Support['evidence']> {
  const names = new Map(documents.map(({ id, name }) => [id, name]))
  const within = { documentId: { in: [...names.keys()] } }
  const found = await tx.evidence.findMany({
    where: { ...key, archivedAt: null, links: { some: within } },
    include: { links: { where: within, orderBy: { id: 'asc' }, take: 1 } },
    orderBy: { id: 'desc' },
    take: mostEvidence,
  })
  return found.map(({ id, title, status, validUntil, links }) => ({
    id,
    title,
    status,
    validity: validityOn(dayOf(validUntil), today()),
    document_name: names.get(links[0]?.documentId ?? '') ?? '',
  }))
}
