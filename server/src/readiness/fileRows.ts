import type { RichText } from '@certloom/shared/documents/contract'
import type { FileRow } from '@certloom/shared/readiness/checklistFile'
import type { Tx } from '../db/prisma.ts'
import type { AnswerList, Reference } from './answers.ts'

export type AnswerRow = AnswerList['answers'][number]

/** Rows as files carry them, in the same order; with references of NIST where the checklist is with CMMC. */
export async function fileRowsOf(
  tx: Tx,
  { answers, names, references }: AnswerList,
  { includesCmmc }: { includesCmmc: boolean },
): Promise<FileRow[]> {
  const people = await tx.user.findMany({
    where: { id: { in: answers.flatMap(({ ownerUserId }) => ownerUserId ?? []) } },
    select: { id: true, email: true },
  })
  const emails = new Map(people.map(({ id, email }) => [id, email]))
  return answers.map((answer) => ({
    code: answer.requirement.code,
    title: answer.requirement.title,
    domain: answer.domain,
    status: answer.answeredAt === null ? null : answer.status,
    justification: answer.justification,
    owner: ownerOf(answer, emails, names),
    due_date: answer.dueDate?.toISOString().slice(0, 10) ?? null,
    evidence_url: answer.evidenceUrl,
    evidence_id: answer.evidenceId,
    notes: answer.notes as RichText | null,
    ...(includesCmmc && { nist_references: nistOf(references.get(answer.requirementId)) }),
  }))
}

const nistOf = (references: readonly Reference[] = []): string[] =>
  references.filter(({ framework }) => framework === 'nist-800-171r2').map(({ code }) => code)

/** Whoever cannot be named any more is left out. */
function ownerOf(
  { ownerUserId, ownerTeamId }: AnswerRow,
  emails: ReadonlyMap<string, string>,
  names: ReadonlyMap<string, string>,
): FileRow['owner'] {
  const email = emails.get(ownerUserId ?? '')
  const name = names.get(ownerTeamId ?? '')
  if (email !== undefined) return { kind: 'person', email }
  return name === undefined ? null : { kind: 'team', name }
}
