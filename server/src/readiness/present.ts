import { plainText } from '@certloom/shared/documents/text'
import type { FileValues } from '@certloom/shared/readiness/checklistFile'
import type { Activity, ReadinessScoreSnapshot } from '../db/generated/client.ts'
import { presentPerson } from '../members/names.ts'
import type { AnswerList } from './answers.ts'
import type { ImportPlan } from './planImport.ts'
import type { Roadmap } from './roadmap.ts'
import type { ProjectWithRoom, ShownProject, TitledScore } from './service.ts'

/** A checklist as REST answers it. */
export const presentProject = ({ standing, ...project }: ShownProject) => ({
  id: project.id,
  customer_id: project.customerId,
  customer_name: project.customer.companyName,
  iso_standard_id: project.frameworkId,
  iso_code: project.framework.code,
  iso_standard_name: project.framework.name,
  project_name: project.name,
  mode: project.mode,
  includes_cmmc: project.includesCmmc,
  revision: project.revision,
  overall_percentage: standing.overall,
  clauses_percentage: standing.beside,
  rows: standing.rows,
  answered: standing.answered,
  archived_at: project.archivedAt?.toISOString() ?? null,
  created_at: project.createdAt.toISOString(),
  updated_at: project.updatedAt.toISOString(),
})

export const presentProjectDetail = (project: ProjectWithRoom) => ({ ...presentProject(project), room: project.room })

/** A row of a checklist. */
export const presentAnswer = (answer: AnswerList['answers'][number], { names, references }: Omit<AnswerList, 'answers'>) => ({
  requirement_id: answer.requirementId,
  code: answer.requirement.code,
  title: answer.requirement.title,
  domain: answer.domain,
  in_overall: answer.inOverall,
  is_retired: answer.requirement.retiredAt !== null,
  attributes: answer.requirement.attributes as Record<string, unknown>,
  references: (references.get(answer.requirementId) ?? []).map(({ framework, code, title, confidence }) => ({
    framework,
    code,
    title,
    confidence,
  })),
  status: answer.status,
  answered_at: answer.answeredAt?.toISOString() ?? null,
  justification: answer.justification,
  owner: presentOwner(answer, names),
  due_date: answer.dueDate?.toISOString().slice(0, 10) ?? null,
  evidence_url: answer.evidenceUrl,
  evidence_id: answer.evidenceId,
  notes: answer.notes,
  notes_text: answer.notesText,
  updated_at: answer.updatedAt?.toISOString() ?? null,
  updated_by: answer.updatedById === null ? null : presentPerson(answer.updatedById, names),
})

function presentOwner(
  { ownerUserId, ownerTeamId }: Pick<AnswerList['answers'][number], 'ownerUserId' | 'ownerTeamId'>,
  names: ReadonlyMap<string, string>,
) {
  if (ownerUserId !== null) return { kind: 'person' as const, ...presentPerson(ownerUserId, names) }
  if (ownerTeamId !== null) return { kind: 'team' as const, id: ownerTeamId, name: names.get(ownerTeamId) ?? 'Former team' }
  return null
}

/** What is left to do, first things first. */
export const presentRoadmap = ({ steps, names }: Roadmap) => ({
  data: steps.map(({ row, priority, reasons }) => ({
    priority,
    requirement_id: row.answer.requirementId,
    code: row.code,
    title: row.answer.requirement.title,
    domain: row.domain,
    status: row.status,
    owner: presentOwner(row.answer, names),
    due_date: row.answer.dueDate?.toISOString().slice(0, 10) ?? null,
    reasons: [...reasons],
  })),
})

/** A score with the numbers behind it. */
export const presentScore = ({ overall, beside, rows, answered, domains, titles }: TitledScore) => ({
  overall_percentage: overall,
  clauses_percentage: beside,
  rows,
  answered,
  domains: domains.map((domain) => ({
    code: domain.code,
    title: titles.get(domain.code) ?? domain.code,
    in_overall: domain.inOverall,
    rows: domain.rows,
    answered: domain.answered,
    ready: domain.ready,
    partial: domain.partial,
    missing: domain.missing,
    not_applicable: domain.notApplicable,
    points: domain.points,
    counted: domain.counted,
    percentage: domain.percentage,
  })),
})

/** The score at the end of a day. */
export const presentSnapshot = ({ day, overall, beside, answered }: ReadinessScoreSnapshot) => ({
  day: day.toISOString().slice(0, 10),
  overall_percentage: overall === null ? null : Number(overall),
  clauses_percentage: beside === null ? null : Number(beside),
  answered,
})

/** A change of a row, from the log. */
export function presentChange({ id, before, after, actorId, actorName, createdAt }: Activity) {
  const [field = '', was = null] = Object.entries((before ?? {}) as Record<string, unknown>)[0] ?? []
  return {
    id,
    field,
    before: was,
    after: ((after ?? {}) as Record<string, unknown>)[field] ?? null,
    actor: { id: actorId, name: actorName },
    created_at: createdAt.toISOString(),
  }
}

/** What importing a file would do, in words. */
export const presentImport = ({ rows, problems, changes, seen }: ImportPlan & { seen: string }) => ({
  rows,
  problems,
  changes: changes.map(({ answer, fields }) => ({
    code: answer.requirement.code,
    title: answer.requirement.title,
    fields: fields.map(({ field, before, after }) => ({ field, before: wordsOf(before), after: wordsOf(after) })),
  })),
  seen,
})

function wordsOf(value: FileValues[keyof FileValues]): string | null {
  if (value === null || value === '') return null
  if (typeof value === 'string') return value
  if ('kind' in value) return value.kind === 'person' ? value.email : value.name
  return plainText(value)
}
