import { downloadContract } from '@certloom/shared/files/contract'
import { z } from 'zod'
import { keyset, readKeyset, toPage } from '../http/paging.ts'
import { protectedBySession } from '../http/procedures.ts'
import { streamed } from '../http/streamed.ts'
import { openDownload } from './download.ts'
import { presentFile } from './present.ts'
import { deleteFile, getFile, listFiles } from './service.ts'

const Cursor = z.tuple([z.uuid()])

export const fileRoutes = {
  list: protectedBySession.files.list.handler(async ({ context, input: { customer_id, file_type, limit, cursor } }) => {
    const [after] = readKeyset(cursor, Cursor) ?? []
    const { files, names } = await listFiles(context, { customerId: customer_id, fileType: file_type }, { limit, after })
    return toPage(
      files,
      limit,
      (row) => keyset(row.id),
      (row) => presentFile(row, names),
    )
  }),
  get: protectedBySession.files.get.handler(async ({ context, input }) => {
    const { file, names } = await getFile(context, input.file_id)
    return presentFile(file, names)
  }),
  delete: protectedBySession.files.delete.handler(({ context, input }) => deleteFile(context, input.file_id)),
}

const Asked = z.object({ file_id: z.uuid() })

export const downloadRoute = streamed(downloadContract, async (context, request, reply) => {
  const { file_id } = Asked.parse(request.params)
  const { status, headers, bytes } = await openDownload(context, file_id, {
    range: request.headers.range,
    ifNoneMatch: request.headers['if-none-match'],
    inline: (request.query as { inline?: string }).inline === '1',
    withBytes: request.method === 'GET',
  })
  return reply
    .code(status)
    .headers(headers)
    .send(bytes ?? undefined)
})
