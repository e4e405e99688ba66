import { UploadForm, uploadContract } from '@certloom/shared/evidence/contract'
import { z } from 'zod'
import type { Ctx } from '../context.ts'
import { presentFile } from '../files/present.ts'
import { getFile } from '../files/service.ts'
import { keyset, readKeyset, toPage } from '../http/paging.ts'
import { protectedBySession } from '../http/procedures.ts'
import { streamed } from '../http/streamed.ts'
import { readUpload } from '../http/upload.ts'
import { addLink } from './addEvidence.ts'
import { archiveEvidence } from './archive.ts'
import { attach, detach } from './attach.ts'
import { presentEvidence, presentLink } from './present.ts'
import { acceptEvidence, rejectEvidence } from './review.ts'
import { getEvidence, listEvidence, updateEvidence } from './service.ts'
import { uploadFile } from './uploadFile.ts'

const Cursor = z.tuple([z.uuid()])

async function show(context: Ctx, id: string) {
  const { evidence, names } = await getEvidence(context, id)
  return presentEvidence(evidence, names)
}

export const evidenceRoutes = {
  list: protectedBySession.evidence.list.handler(async ({ context, input }) => {
    const { customer_id, document_id, section_id, task_id, status, limit, cursor } = input
    const [after] = readKeyset(cursor, Cursor) ?? []
    const filter = { customerId: customer_id, documentId: document_id, sectionId: section_id, taskId: task_id, status }
    const { evidence, names } = await listEvidence(context, filter, { limit, after })
    return toPage(
      evidence,
      limit,
      (row) => keyset(row.id),
      (row) => presentEvidence(row, names),
    )
  }),
  get: protectedBySession.evidence.get.handler(({ context, input }) => show(context, input.evidence_id)),
  addLink: protectedBySession.evidence.addLink.handler(async ({ context, input: { customer_id, title, url, targets } }) =>
    show(context, await addLink(context, { customerId: customer_id, title, url, targets })),
  ),
  attach: protectedBySession.evidence.attach.handler(async ({ context, input }) =>
    presentLink(await attach(context, input.evidence_id, input.target)),
  ),
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

const Asked = z.object({ customer_id: z.uuid() })

export const uploadRoute = streamed(uploadContract, async (context, request, reply) => {
  const { customer_id } = Asked.parse(request.params)
  const { form, file } = await readUpload(request, UploadForm, context.config.uploadSilence)
  const { fileId, evidenceId } = await uploadFile(context, { customerId: customer_id, form, file })
  const stored = await getFile(context, fileId)
  return reply.code(201).send({
    file: presentFile(stored.file, stored.names),
    evidence: evidenceId === null ? null : await show(context, evidenceId),
  })
})
