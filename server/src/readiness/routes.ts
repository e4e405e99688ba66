import { AppError } from '@certloom/shared/errors'
import type { AnswerEvidence } from '@certloom/shared/readiness/status'
import { z } from 'zod'
import { keyset, readKeyset, toPage } from '../http/paging.ts'
import { protectedBySession } from '../http/procedures.ts'
import { listAnswers } from './answers.ts'
import { changeAnswer } from './changeAnswer.ts'
import { changeProject, removeProject } from './changeProject.ts'
import { createProject } from './createProject.ts'
import { exportChecklist } from './exportChecklist.ts'
import { importChecklist, previewImport } from './importChecklist.ts'
import { makeTasks } from './makeTasks.ts'
import {
  presentAnswer,
  presentChange,
  presentImport,
  presentProject,
  presentProjectDetail,
  presentRoadmap,
  presentScore,
  presentSnapshot,
} from './present.ts'
import { getRoadmap } from './roadmap.ts'
import { getProject, getScore, listChanges, listProjects, listScores } from './service.ts'
import { getStatement } from './statement.ts'
import { getSupport } from './support.ts'
import { undoImport } from './undoImport.ts'

const IdCursor = z.tuple([z.uuid()])
const PositionCursor = z.tuple([z.int32()])
const DayCursor = z.tuple([z.iso.date()])
const readiness = protectedBySession.readiness

export const readinessRoutes = {
  list: readiness.list.handler(async ({ context, input: { customer_id, archived, limit, cursor } }) => {
    const [after] = readKeyset(cursor, IdCursor) ?? []
    const projects = await listProjects(context, { customerId: customer_id, isArchived: archived }, { limit, after })
    return toPage(projects, limit, (row) => keyset(row.id), presentProject)
  }),
  get: readiness.get.handler(async ({ context, input }) => presentProjectDetail(await getProject(context, input.project_id))),
  create: readiness.create.handler(async ({ context, input }) =>
    presentProjectDetail(
      await createProject(context, {
        id: input.id,
        customerId: input.customer_id,
        frameworkId: input.iso_standard_id,
        name: input.project_name,
        mode: input.mode,
        includesCmmc: input.includes_cmmc,
      }),
    ),
  ),
  update: readiness.update.handler(async ({ context, input: { project_id, project_name, mode, includes_cmmc, archived } }) =>
    presentProject(
      await changeProject(context, project_id, { name: project_name, mode, includesCmmc: includes_cmmc, isArchived: archived }),
    ),
  ),
  remove: readiness.remove.handler(({ context, input }) => removeProject(context, input.project_id)),
  answers: readiness.answers.handler(async ({ context, input: { project_id, limit, cursor } }) => {
    const [after] = readKeyset(cursor, PositionCursor) ?? []
    const { answers, ...words } = await listAnswers(context, project_id, { limit, after })
    return toPage(
      answers,
      limit,
      (row) => keyset(row.position),
      (row) => presentAnswer(row, words),
    )
  }),
  answer: readiness.answer.handler(async ({ context, input }) => {
    const { project_id, requirement_id, status, justification, owner, due_date } = input
    const changes = { status, justification, owner, due: due_date, evidence: evidenceOf(input) }
    const { answer, score } = await changeAnswer(context, project_id, requirement_id, changes)
    const [row] = answer.answers
    if (!row) throw new AppError('not_found')
    return { answer: presentAnswer(row, answer), score: presentScore(score) }
  }),
  answerHistory: readiness.answerHistory.handler(async ({ context, input: { project_id, requirement_id, limit, cursor } }) => {
    const [after] = readKeyset(cursor, IdCursor) ?? []
    const changes = await listChanges(context, project_id, requirement_id, { limit, after })
    return toPage(changes, limit, (row) => keyset(row.id), presentChange)
  }),
  roadmap: readiness.roadmap.handler(async ({ context, input }) => presentRoadmap(await getRoadmap(context, input.project_id))),
  makeTasks: readiness.makeTasks.handler(async ({ context, input }) => ({
    created: await makeTasks(context, input.project_id, input.requirement_ids),
  })),
  export: readiness.export.handler(async ({ context, input: { project_id, format } }) => {
    const { name, mediaType, text } = await exportChecklist(context, project_id, format)
    return new File([text], name, { type: mediaType })
  }),
  previewImport: readiness.previewImport.handler(async ({ context, input: { project_id, ...file } }) =>
    presentImport(await previewImport(context, project_id, file)),
  ),
  import: readiness.import.handler(({ context, input: { project_id, ...file } }) => importChecklist(context, project_id, file)),
  undoImport: readiness.undoImport.handler(({ context, input }) => undoImport(context, input.project_id, input.undo)),
  support: readiness.support.handler(({ context, input }) => getSupport(context, input.project_id, input.requirement_id)),
  statement: readiness.statement.handler(({ context, input }) => getStatement(context, input.project_id)),
  score: readiness.score.handler(async ({ context, input }) => presentScore(await getScore(context, input.project_id))),
  scoreHistory: readiness.scoreHistory.handler(async ({ context, input: { project_id, limit, cursor } }) => {
    const [after] = readKeyset(cursor, DayCursor) ?? []
    return toPage(
      await listScores(context, project_id, { limit, after }),
      limit,
      (row) => keyset(row.day.toISOString().slice(0, 10)),
      presentSnapshot,
    )
  }),
}

/** A row has one piece of evidence: an address or an item. */
function evidenceOf({
  evidence_url,
  evidence_id,
}: {
  evidence_url?: string | null | undefined
  evidence_id?: string | null | undefined
}): AnswerEvidence | null | undefined {
  if (evidence_url && evidence_id) throw new AppError('invalid_input', 'Give `evidence_url` or `evidence_id`, not both.')
  if (evidence_url) return { kind: 'link', url: evidence_url }
  if (evidence_id) return { kind: 'item', id: evidence_id }
  return evidence_url === null || evidence_id === null ? null : undefined
}
