import { downloadContract, FileFilter, thumbnailContract, ZipIds, zipContract } from '@certloom/shared/files/contract'
import { z } from 'zod'
import { keyset, readKeyset, toPage } from '../http/paging.ts'
import { protectedBySession } from '../http/procedures.ts'
import { streamed } from '../http/streamed.ts'
import { dispositionOf, openDownload } from './download.ts'
import { type FileKey, orders } from './filter.ts'
import { type CountedFolder, changeFolder, createFolder, readTree, removeFolder } from './folders.ts'
import { moveFiles } from './moveFiles.ts'
import { presentFile } from './present.ts'
import { getFile, getUsage, listFiles } from './service.ts'
import { getStorage, initializeStorage } from './storage.ts'
import { openThumbnail } from './thumbnail.ts'
import { deleteFile, deleteFiles, restoreFiles } from './trash.ts'
import { openArchive } from './zip.ts'

const cursors: Record<keyof typeof orders, z.ZodType<FileKey>> = {
  newest: z.tuple([z.literal(''), z.uuid()]),
  name: z.tuple([z.string().max(300), z.uuid()]),
  size: z.tuple([z.string().regex(/^\d{1,15}$/), z.uuid()]),
}

export const fileRoutes = {
  list: protectedBySession.files.list.handler(async ({ context, input: { limit, cursor, sort, ...filter } }) => {
    const { files, names } = await listFiles(context, filter, { sort, limit, after: readKeyset(cursor, cursors[sort]) })
    return toPage(
      files,
      limit,
      (row) => keyset(...orders[sort].keyOf(row)),
      (row) => presentFile(row, names),
    )
  }),
  get: protectedBySession.files.get.handler(async ({ context, input }) => {
    const { file, names } = await getFile(context, input.file_id)
    return presentFile(file, names)
  }),
  delete: protectedBySession.files.delete.handler(({ context, input }) => deleteFile(context, input.file_id)),
  deleteMany: protectedBySession.files.deleteMany.handler(({ context, input }) => deleteFiles(context, input.customer_id, input.file_ids)),
  restore: protectedBySession.files.restore.handler(async ({ context, input }) => ({
    restored: await restoreFiles(context, input.customer_id, input.file_ids),
  })),
  move: protectedBySession.files.move.handler(({ context, input }) =>
    moveFiles(context, input.customer_id, input.file_ids, input.folder_id),
  ),
  storage: protectedBySession.files.storage.handler(({ context, input }) => getUsage(context, input.customer_id)),
}

export const storageRoutes = {
  info: protectedBySession.storage.info.handler(({ context, input }) => getStorage(context, input.customer_id)),
  initialize: protectedBySession.storage.initialize.handler(({ context, input }) => initializeStorage(context, input.customer_id)),
}

const presentFolder = ({ id, parentId, name, fileCount }: CountedFolder) => ({ id, parent_id: parentId, name, file_count: fileCount })

export const folderRoutes = {
  tree: protectedBySession.folders.tree.handler(({ context, input }) => readTree(context, input.customer_id)),
  create: protectedBySession.folders.create.handler(async ({ context, input: { customer_id: customerId, name, parent_id: parentId } }) =>
    presentFolder(await createFolder(context, { customerId, name, parentId })),
  ),
  update: protectedBySession.folders.update.handler(async ({ context, input: { folder_id, name, parent_id: parentId } }) =>
    presentFolder(await changeFolder(context, folder_id, { name, parentId })),
  ),
  delete: protectedBySession.folders.delete.handler(({ context, input }) => removeFolder(context, input.folder_id)),
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

export const thumbnailRoute = streamed(thumbnailContract, async (context, request, reply) => {
  const { file_id } = Asked.parse(request.params)
  const { etag, bytes } = await openThumbnail(context, file_id, request.headers['if-none-match'])
  return reply
    .code(bytes === null ? 304 : 200)
    .headers({ 'content-type': 'image/webp', 'x-content-type-options': 'nosniff', 'cache-control': 'private, no-cache', etag })
    .send(bytes ?? undefined)
})

const AskedArchive = FileFilter.omit({ state: true }).extend({ file_ids: ZipIds.optional() })

export const zipRoute = streamed(zipContract, async (context, request, reply) => {
  const { file_ids, ...filter } = AskedArchive.parse({ ...(request.query as object), ...(request.params as object) })
  const { name, bytes } = await openArchive(context, { ...filter, state: 'kept' }, file_ids)
  return reply
    .headers({
      'content-type': 'application/zip',
      'content-disposition': dispositionOf(name, false),
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    })
    .send(bytes)
})
