import { PassThrough, type Readable } from 'node:stream'
import { AppError } from '@certloom/shared/errors'
import { ZipFile } from 'yazl'
import { authorize, tenantOf } from '../auth/authorize.ts'
import type { Ctx } from '../context.ts'
import { getCustomerIn } from '../customers/service.ts'
import type { StorageFile } from '../db/generated/client.ts'
import { withTenant } from '../db/tenant.ts'
import { type Filter, whereFiles } from './filter.ts'
import { portableName, stemOf } from './name.ts'

const mostFiles = 1_000
const mostBytes = 2 * 1024 ** 3

/** The file with the sums, in the format `sha256sum --check` reads. */
const sumsName = 'SHA256SUMS.txt'

/** An archive on its way, and what to call it. */
export type Archive = { name: string; bytes: Readable }

/**
 * Opens several files of a customer as one archive, which is made while it is read. Its entries lie in the folders people made.
 * @param ids which; undefined for all that the filter finds
 * @throws `not_found` if there are none, or one of `ids` is not there; `too_large`
 */
export async function openArchive(ctx: Ctx, filter: Filter, ids: readonly string[] | undefined): Promise<Archive> {
  const signedIn = authorize(ctx, 'document.read', filter.customer_id)
  const { companyName, files, pathOf } = await withTenant(ctx.db, tenantOf(signedIn), async (tx) => {
    const customer = await getCustomerIn(tx, filter.customer_id)
    const where = { AND: [whereFiles(filter), ids ? { id: { in: [...ids] } } : {}] }
    const found = await tx.storageFile.findMany({ where, orderBy: { id: 'asc' }, take: mostFiles + 1 })
    const folders = await tx.fileFolder.findMany({ where: { customerId: customer.id } })
    return { companyName: customer.companyName, files: found, pathOf: pathsOf(folders) }
  })
  if (files.length === 0 || (ids && new Set(ids).size !== files.length))
    throw new AppError('not_found', 'Some of these files are not there any more. Reload, and choose again.')
  if (files.length > mostFiles || files.reduce((sum, file) => sum + Number(file.sizeBytes), 0) > mostBytes)
    throw new AppError('too_large', 'An archive holds up to 1,000 files and 2 GB. Choose fewer.')
  return { name: `${portableName(companyName)} files.zip`, bytes: pack(ctx, nameEach(files, pathOf)) }
}

type Entry = { file: StorageFile; path: string }

/** Names as people gave them, made safe; what would have the same name, however it is written, is numbered. */
function nameEach(files: readonly StorageFile[], pathOf: (folderId: string | null) => string): Entry[] {
  const taken = new Set([sumsName.toLowerCase()])
  return files.map((file) => {
    const name = portableName(file.name)
    const stem = stemOf(name)
    let path = pathOf(file.folderId) + name
    for (let number = 2; taken.has(path.toLowerCase()); number++)
      path = `${pathOf(file.folderId)}${stem} (${number})${name.slice(stem.length)}`
    taken.add(path.toLowerCase())
    return { file, path }
  })
}

/** The way to each folder, with a slash at its end; nothing for the top. */
function pathsOf(folders: readonly { id: string; parentId: string | null; name: string }[]): (folderId: string | null) => string {
  const byId = new Map(folders.map((folder) => [folder.id, folder]))
  const pathOf = (id: string | null): string => {
    const folder = id === null ? undefined : byId.get(id)
    return folder ? `${pathOf(folder.parentId)}${portableName(folder.name)}/` : ''
  }
  return pathOf
}

/** One file is open at a time; what people upload is mostly compressed already. If one cannot be read the archive breaks off, and its reader sees that. */
function pack(ctx: Pick<Ctx, 'files'>, entries: readonly Entry[]): Readable {
  const zip = new ZipFile()
  const bytes = new PassThrough()
  let current: Readable | undefined
  zip.on('error', (error: Error) => bytes.destroy(error))
  bytes.once('close', () => current?.destroy()) // its reader may leave in the middle of a file
  for (const { file, path } of entries)
    zip.addReadStreamLazy(path, { compress: false, mtime: file.createdAt, size: Number(file.sizeBytes) }, (opened) => {
      ctx.files.open(file.storageKey).then(
        (stream) => {
          current = stream
          if (bytes.destroyed) stream.destroy()
          opened(null, stream)
        },
        (error: unknown) => opened(error, undefined as never),
      )
    })
  zip.addBuffer(Buffer.from(entries.map(({ file, path }) => `${file.sha256}  ${path}\n`).join('')), sumsName)
  zip.end()
  zip.outputStream.pipe(bytes)
  return bytes
}
