import { AppError } from '@certloom/shared/errors'
import { documentFileContract, exportFileContract } from '@certloom/shared/exports/contract'
import { documentFormats } from '@certloom/shared/exports/formats'
import type { FastifyReply } from 'fastify'
import { z } from 'zod'
import type { Ctx } from '../context.ts'
import { dispositionOf } from '../files/download.ts'
import { protectedBySession } from '../http/procedures.ts'
import { streamed } from '../http/streamed.ts'
import { exportStatement } from './exportStatement.ts'
import { mediaTypeOf } from './mediaType.ts'
import { presentExport } from './present.ts'
import { sendExport } from './sendExport.ts'
import { cancelExport, getExport, getLastExport, type NamedExport } from './service.ts'
import { exportDocument, exportMinutes, exportPlan } from './startExport.ts'

export const exportRoutes = {
  exportDocument: protectedBySession.exports.exportDocument.handler(async ({ context, input: { document_id, format, revision } }) =>
    presentExport(await exportDocument(context, { documentId: document_id, format, revision })),
  ),
  exportPlan: protectedBySession.exports.exportPlan.handler(async ({ context, input: { customer_id, plan_id, format, approved_only } }) =>
    presentExport(await exportPlan(context, { customerId: customer_id, planId: plan_id, format, approvedOnly: approved_only })),
  ),
  exportMinutes: protectedBySession.exports.exportMinutes.handler(async ({ context, input: { session_id, format } }) =>
    presentExport(await exportMinutes(context, { sessionId: session_id, format })),
  ),
  exportStatement: protectedBySession.exports.exportStatement.handler(async ({ context, input: { project_id, format } }) =>
    presentExport(await exportStatement(context, { projectId: project_id, format })),
  ),
  get: protectedBySession.exports.get.handler(async ({ context, input }) => presentExport(await getExport(context, input.export_id))),
  cancel: protectedBySession.exports.cancel.handler(({ context, input }) => cancelExport(context, input.export_id)),
  send: protectedBySession.exports.send.handler(({ context, input: { export_id, id, user_ids } }) =>
    sendExport(context, { exportId: export_id, id, userIds: user_ids }),
  ),
}

const Asked = z.object({ export_id: z.uuid() })

export const exportFileRoute = streamed(exportFileContract, async (context, request, reply) => {
  const { job } = await getExport(context, Asked.parse(request.params).export_id)
  return sendFile(context, job, reply)
})

const AskedDocument = z.object({ document_id: z.uuid(), format: z.enum(documentFormats).optional() })

export const documentFileRoute = streamed(documentFileContract, async (context, request, reply) => {
  const { document_id, format } = AskedDocument.parse({ ...(request.query as object), ...(request.params as object) })
  return sendFile(context, await getLastExport(context, document_id, format), reply)
})

/** Browsers save the file: nothing in it is shown in the page or may run. */
async function sendFile({ files }: Ctx, job: NamedExport, reply: FastifyReply): Promise<FastifyReply> {
  if (job.storageKey === null || job.fileName === null)
    throw new AppError('conflict', 'The file is not ready. Ask again when its status is done.')
  return reply
    .headers({
      'content-type': mediaTypeOf(job),
      'content-disposition': dispositionOf(job.fileName, false),
      'content-length': String(job.sizeBytes),
      'content-security-policy': "sandbox; default-src 'none'",
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, no-store',
    })
    .send(await files.open(job.storageKey))
}
