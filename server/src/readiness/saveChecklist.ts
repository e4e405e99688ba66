import { scoreOf } from '@certloom/shared/readiness/score'
import { recordAll } from '../audit/record.ts'
import type { Answer, Prisma } from '../db/generated/client.ts'
import type { Tx } from '../db/prisma.ts'
import type { Contribution, Save, Saved } from '../liveResource.ts'
import { type Names, namesFor, namesIn } from './namedIn.ts'
import type { ProjectedRow } from './projection.ts'
import { changesOfRows, type RowChange, type StoredRow } from './rowChanges.ts'

type Project = { id: string; organizationId: string; customerId: string }

/**
 * Writes one revision of a checklist in the save transaction: changed rows, one activity for each change of a value with what it was before, and the
 * day's score. Writes nothing and answers null if nothing happened to what the rows say.
 */
export async function saveChecklist(tx: Tx, project: Project, rows: readonly ProjectedRow[], save: Save): Promise<Saved> {
  const { organizationId, id } = project
  const revision = (await lock(tx, project)) + 1
  const stored = await tx.answer.findMany({ where: { organizationId, projectId: id } })
  const answers = new Map(stored.map((answer) => [answer.requirementId, answer]))
  const changed = rows.filter((row) => answers.has(row.requirementId) && answers.get(row.requirementId)?.contentHash !== row.hash)
  const changes = changesOfRows(new Map(stored.map((answer) => [answer.requirementId, storedRow(answer)])), rows, save.contributions)
  if (changed.length === 0 && changes.length === 0) return null
  const names = await namesFor(tx, project, changes)
  await writeRows(
    tx,
    project,
    changed.map((row) => written(row, answers, save.contributions)),
  )
  await tx.readinessProject.update({ where: { organizationId_id: { organizationId, id } }, data: { revision }, select: { id: true } })
  await recordChanges(tx, project, changes, names, revision)
  await keepScore(tx, project)
  return { revision }
}

async function lock(tx: Tx, { organizationId, id }: Project): Promise<number> {
  const [row] = await tx.$queryRaw<{ revision: number }[]>`
    select revision from readiness_project where organization_id = ${organizationId}::uuid and id = ${id}::uuid for update`
  if (!row) throw new Error(`The checklist ${id} is gone.`)
  return row.revision
}

/** What a stored answer said, in the words of the live document. */
export const storedRow = (answer: Answer): StoredRow => ({
  values: {
    status: answer.answeredAt === null ? null : answer.status,
    owner:
      answer.ownerUserId !== null
        ? { kind: 'person', id: answer.ownerUserId }
        : answer.ownerTeamId !== null
          ? { kind: 'team', id: answer.ownerTeamId }
          : null,
    due: answer.dueDate?.toISOString().slice(0, 10) ?? null,
    evidence:
      answer.evidenceUrl !== null
        ? { kind: 'link', url: answer.evidenceUrl }
        : answer.evidenceId !== null
          ? { kind: 'item', id: answer.evidenceId }
          : null,
  },
  justification: answer.justification,
  notesText: answer.notesText,
})

/** A row as it is written; keys are the table's columns. */
type Written = Record<string, unknown> & { requirement_id: string }

function written(row: ProjectedRow, answers: ReadonlyMap<string, Answer>, contributions: readonly Contribution[]): Written {
  const { requirementId, values, justification, notes, notesText, hash } = row
  const before = answers.get(requirementId)
  const last = contributions.findLast(({ roots }) => roots.some((root) => root.includes(requirementId)))
  const at = last?.at ?? new Date()
  const isSameStatus = before?.answeredAt !== null && before?.status === values.status
  const { owner, evidence } = values
  return {
    requirement_id: requirementId,
    status: values.status ?? 'missing',
    answered_at: values.status === null ? null : isSameStatus ? before?.answeredAt : at,
    owner_user_id: owner?.kind === 'person' ? owner.id : null,
    owner_team_id: owner?.kind === 'team' ? owner.id : null,
    due_date: values.due,
    evidence_url: evidence?.kind === 'link' ? evidence.url : null,
    evidence_id: evidence?.kind === 'item' ? evidence.id : null,
    justification,
    notes,
    notes_text: notesText,
    content_hash: hash,
    updated_at: at,
    updated_by_id: last?.userId ?? before?.updatedById ?? null,
  }
}

/** All rows in one statement: a bulk edit changes every one of them. */
async function writeRows(tx: Tx, { organizationId, id }: Project, rows: readonly Written[]): Promise<void> {
  if (rows.length === 0) return
  await tx.$executeRaw`
    update answer a set status = w.status::answer_status, answered_at = w.answered_at, owner_user_id = w.owner_user_id, owner_team_id = w.owner_team_id,
           due_date = w.due_date, evidence_url = w.evidence_url, evidence_id = w.evidence_id, justification = w.justification,
           notes = nullif(w.notes, 'null'::jsonb), notes_text = w.notes_text, content_hash = w.content_hash, updated_at = w.updated_at,
           updated_by_id = w.updated_by_id
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as w (requirement_id uuid, status text, answered_at timestamptz, owner_user_id uuid,
           owner_team_id uuid, due_date date, evidence_url text, evidence_id uuid, justification text, notes jsonb, notes_text text, content_hash text,
           updated_at timestamptz, updated_by_id uuid)
     where a.organization_id = ${organizationId}::uuid and a.project_id = ${id}::uuid and a.requirement_id = w.requirement_id`
}

/** What the log keeps of a text, in characters: enough to know it again. */
const longestWords = 1_000

/** In their order: the log tells what followed on what. */
async function recordChanges(
  tx: Tx,
  { organizationId, customerId, id }: Project,
  changes: readonly RowChange[],
  names: Names,
  revision: number,
): Promise<void> {
  const personOf = (userId: string | null) => names.people.find(({ id }) => id === userId) ?? null
  await recordAll(
    tx,
    changes.map(({ requirementId, userId, field, before, after }) => ({
      by: { organizationId, person: personOf(userId) },
      activity: {
        action: 'answer.changed',
        entity: { type: 'readiness_project', id },
        customerId,
        sectionId: requirementId,
        before: { [field]: shown(before, names) },
        after: { [field]: shown(after, names), code: names.codes.get(requirementId) ?? '', revision },
      },
    })),
  )
}

function shown(value: unknown, names: Names): Prisma.InputJsonValue | null {
  if (typeof value === 'string') return value.slice(0, longestWords)
  if (typeof value !== 'object' || value === null) return null
  return { ...value, ...namesIn(value, names) } as Prisma.InputJsonObject
}

/** The score of the day: the last save of a day is what it was at its end. */
async function keepScore(tx: Tx, { organizationId, customerId, id }: Project): Promise<void> {
  const answers = await tx.answer.findMany({
    where: { organizationId, projectId: id },
    select: { domain: true, inOverall: true, status: true, answeredAt: true },
    orderBy: { position: 'asc' },
  })
  const { overall, beside, answered, domains } = scoreOf(answers.map((answer) => ({ ...answer, isAnswered: answer.answeredAt !== null })))
  const day = new Date(new Date().toISOString().slice(0, 10))
  const score = { overall, beside, answered, domains: domains as Prisma.InputJsonValue }
  await tx.readinessScoreSnapshot.upsert({
    where: { organizationId_projectId_day: { organizationId, projectId: id, day } },
    create: { organizationId, customerId, projectId: id, day, ...score },
    update: score,
    select: { day: true },
  })
}
