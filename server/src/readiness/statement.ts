import { AppError } from '@certloom/shared/errors'
import { isApplicable, isUnjustified } from '@certloom/shared/readiness/statement'
import type { Statement, StatementRow } from '@certloom/shared/readiness/statementContract'
import type { Ctx } from '../context.ts'
import type { Evidence } from '../db/generated/client.ts'
import type { Tx } from '../db/prisma.ts'
import { type AnswerList, answersIn } from './answers.ts'
import { bearsOn, type PlanDocument, planDocumentsIn } from './planDocuments.ts'
import { getScoreIn, type ProjectRow, withReadable } from './service.ts'

/** A checklist's Statement of Applicability as of the last stored revision; throws `not_found` for one this person may not see. */
export const getStatement = (ctx: Ctx, id: string): Promise<Statement> => withReadable(ctx, id, statementIn)

/** The same within a transaction that already runs. Clauses are not part of it: they cannot be left out. */
export async function statementIn(tx: Tx, project: ProjectRow): Promise<Statement> {
  const { organizationId, customerId, id, revision, framework } = project
  const { answers, ...words } = await answersIn(tx, { organizationId, projectId: id, inOverall: true })
  const evidence = await tx.evidence.findMany({
    where: { organizationId, customerId, archivedAt: null, id: { in: answers.flatMap(({ evidenceId }) => evidenceId ?? []) } },
  })
  const sources = {
    ...words,
    framework: framework.code,
    evidence: new Map(evidence.map((item) => [item.id, item])),
    documents: await planDocumentsIn(tx, { organizationId, customerId }),
  }
  const { titles } = await getScoreIn(tx, project)
  return {
    revision,
    domains: [...Map.groupBy(answers, ({ domain }) => domain)].map(([code, own]) => ({
      code,
      title: titles.get(code) ?? code,
      rows: own.map((answer) => rowOf(answer, sources)),
    })),
  }
}

type Sources = Pick<AnswerList, 'names' | 'references'> & {
  framework: string
  evidence: ReadonlyMap<string, Evidence>
  documents: readonly PlanDocument[]
}

function rowOf(answer: AnswerList['answers'][number], { names, references, framework, evidence, documents }: Sources): StatementRow {
  const { requirementId, requirement, ownerUserId, ownerTeamId } = answer
  const status = answer.answeredAt === null ? null : answer.status
  const subject = { framework, code: requirement.code, references: references.get(requirementId) ?? [] }
  return {
    requirement_id: requirementId,
    code: requirement.code,
    title: requirement.title,
    is_applicable: isApplicable(status),
    justification: answer.justification,
    status,
    implementation: answer.notesText,
    documents: documents
      .filter((document) => bearsOn(document, subject))
      .map(({ id, name, isApproved }) => ({ id, document_name: name, is_approved: isApproved })),
    evidence: evidenceOf(answer, evidence),
    owner: names.get(ownerUserId ?? ownerTeamId ?? '') ?? null,
  }
}

function evidenceOf({ evidenceUrl, evidenceId }: AnswerList['answers'][number], evidence: Sources['evidence']): StatementRow['evidence'] {
  if (evidenceUrl !== null) return { title: evidenceUrl, url: evidenceUrl, status: null }
  const item = evidence.get(evidenceId ?? '')
  return item ? { title: item.title, url: item.url, status: item.status } : null
}

/** @throws `conflict` with the codes of rows that do not apply without a justification: an auditor takes no such row */
export function refuseUnjustified(rows: readonly Pick<StatementRow, 'code' | 'status' | 'justification'>[]): void {
  const codes = rows.filter(isUnjustified).map(({ code }) => code)
  if (codes.length === 0) return
  const which = codes.length === 1 ? 'this row does' : 'these rows do'
  throw new AppError('conflict', `Say first why ${which} not apply: ${codes.join(', ')}.`, { codes })
}
