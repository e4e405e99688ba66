import { AppError } from '@certloom/shared/errors'
import { UploadForm, uploadContract } from '@certloom/shared/evidence/contract'
import { TaskUploadForm, taskUploadContract } from '@certloom/shared/evidence/ofTask'
import { z } from 'zod'
import type { Ctx } from '../context.ts'
import { asDate } from '../db/days.ts'
import { presentFile } from '../files/present.ts'
import { getFile } from '../files/service.ts'
import { keyset, readKeyset, toPage } from '../http/paging.ts'
import { protectedBySession } from '../http/procedures.ts'
import { streamed } from '../http/streamed.ts'
import { readUpload } from '../http/upload.ts'
import { acceptMany } from './acceptMany.ts'
import { addLink } from './addEvidence.ts'
import { archiveEvidence } from './archive.ts'
import { attach, detach } from './attach.ts'
import { type EvidenceFilter, type EvidenceKey, type EvidenceSort, orders } from './filter.ts'
import { detachFile, listOfTask, uploadForTask } from './ofTask.ts'
import { presentEvidence, presentLink } from './present.ts'
import { listRequirements, presentRequirement, summarize } from './requirements.ts'
import { acceptEvidence, rejectEvidence } from './review.ts'
import { countPending, getEvidence, listEvidence, listHistory } from './service.ts'
import { updateEvidence } from './updateEvidence.ts'
import { type UploadedIds, uploadFile } from './uploadFile.ts'

const RequirementCursor = z.tuple([z.uuid(), z.number().int(), z.uuid()])

const cursors: Record<EvidenceSort, z.ZodType<EvidenceKey>> = {
  newest: z.tuple([z.literal(''), z.uuid()]),
  title: z.tuple([z.string().max(200), z.uuid()]),
  valid_until: z.tuple([z.union([z.iso.date(), z.literal('')]), z.uuid()]),
}

/** The filter of a list as its address says it. */
const filterOf = (asked: {
  customer_id?: string | undefined
  plan_id?: string | undefined
  document_id?: string | undefined
  section_id?: string | undefined
  task_id?: string | undefined
  uploaded_by?: string | undefined
  status?: EvidenceFilter['status']
  type?: EvidenceFilter['type']
  q?: string | undefined
}): EvidenceFilter => ({
  customerId: asked.customer_id,
  planId: asked.plan_id,
  documentId: asked.document_id,
  sectionId: asked.section_id,
  taskId: asked.task_id,
  uploadedBy: asked.uploaded_by,
  status: asked.status,
  type: asked.type,
  q: asked.q,
})

async function show(context: Ctx, id: string) {
  const { evidence, names } = await getEvidence(context, id)
  return presentEvidence(evidence, names)
}

export const evidenceRoutes = {
  list: protectedBySession.evidence.list.handler(async ({ context, input }) => {
    const { limit, cursor, sort } = input
    const { evidence, names } = await listEvidence(context, filterOf(input), { sort, limit, after: readKeyset(cursor, cursors[sort]) })
    return toPage(
      evidence,
      limit,
      (row) => keyset(...orders[sort].keyOf(row)),
      (row) => presentEvidence(row, names),
    )
  }),
  countPending: protectedBySession.evidence.countPending.handler(async ({ context }) => ({ count: await countPending(context) })),
  get: protectedBySession.evidence.get.handler(({ context, input }) => show(context, input.evidence_id)),
  history: protectedBySession.evidence.history.handler(async ({ context, input }) => {
    const { evidence, names } = await listHistory(context, input.evidence_id)
    return { data: evidence.map((row) => presentEvidence(row, names)) }
  }),
  requirements: protectedBySession.evidence.requirements.handler(async ({ context, input: { limit, cursor, ...asked } }) => {
    const { rows, names } = await listRequirements(context, asked, { limit, after: readKeyset(cursor, RequirementCursor) })
    return toPage(
      rows,
      limit,
      (row) => keyset(row.plan_key, row.position, row.task_id),
      (row) => presentRequirement(row, names),
    )
  }),
  summary: protectedBySession.evidence.summary.handler(({ context, input }) => summarize(context, input.customer_id)),
  acceptMany: protectedBySession.evidence.acceptMany.handler(({ context, input }) => acceptMany(context, input.evidence_ids)),
  addLink: protectedBySession.evidence.addLink.handler(
    async ({ context, input: { id, customer_id: customerId, title, url, targets, ...more } }) => {
      const period = { validFrom: asDate(more.valid_from), validUntil: asDate(more.valid_until) }
      return show(context, await addLink(context, { id, customerId, title, url, targets, ...period, replacesId: more.replaces_id }))
    },
  ),
  attach: protectedBySession.evidence.attach.handler(async ({ context, input }) => {
    const { id } = await attach(context, input.evidence_id, input.target)
    const link = (await getEvidence(context, input.evidence_id)).evidence.links.find((one) => one.id === id)
    if (!link) throw new AppError('conflict', 'Somebody took the link away at once.')
    return presentLink(link)
  }),
  detach: protectedBySession.evidence.detach.handler(({ context, input }) => detach(context, input.evidence_id, input.link_id)),
  update: protectedBySession.evidence.update.handler(async ({ context, input }) => {
    const { evidence_id, title, description, valid_from, valid_until } = input
    await updateEvidence(context, evidence_id, { title, description, validFrom: valid_from, validUntil: valid_until })
    return show(context, evidence_id)
  }),
  accept: protectedBySession.evidence.accept.handler(({ context, input }) => acceptEvidence(context, input.evidence_id)),
  reject: protectedBySession.evidence.reject.handler(({ context, input }) => rejectEvidence(context, input.evidence_id, input.reason)),
  archive: protectedBySession.evidence.archive.handler(({ context, input }) => archiveEvidence(context, input.evidence_id)),
}

export const taskEvidenceRoutes = {
  list: protectedBySession.taskEvidence.list.handler(async ({ context, input: { task_id, limit, cursor } }) => {
    const { evidence, names } = await listOfTask(context, task_id, { limit, after: readKeyset(cursor, cursors.newest) })
    return toPage(
      evidence,
      limit,
      (row) => keyset(...orders.newest.keyOf(row)),
      (row) => presentEvidence(row, names),
    )
  }),
  detachFile: protectedBySession.taskEvidence.detachFile.handler(({ context, input }) => detachFile(context, input.task_id, input.file_id)),
}

const Asked = z.object({ customer_id: z.uuid() })

export const uploadRoute = streamed(uploadContract, async (context, request, reply) => {
  const { customer_id } = Asked.parse(request.params)
  const { form, file } = await readUpload(request, UploadForm, context.config.uploadSilence)
  return reply.code(201).send(await showUploaded(context, await uploadFile(context, { customerId: customer_id, form, file })))
})

const AskedTask = z.object({ task_id: z.uuid() })

export const taskUploadRoute = streamed(taskUploadContract, async (context, request, reply) => {
  const { task_id } = AskedTask.parse(request.params)
  const upload = await readUpload(request, TaskUploadForm, context.config.uploadSilence)
  return reply.code(201).send(await showUploaded(context, await uploadForTask(context, task_id, upload)))
})

async function showUploaded(context: Ctx, { fileId, evidenceId }: UploadedIds) {
  const { file, names } = await getFile(context, fileId)
  return { file: presentFile(file, names), evidence: evidenceId === null ? null : await show(context, evidenceId) }
}
