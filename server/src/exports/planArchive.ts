import { createHash } from 'node:crypto'
import { buffer } from 'node:stream/consumers'
import { AppError } from '@certloom/shared/errors'
import { ZipFile } from 'yazl'
import type { Tx } from '../db/prisma.ts'
import { portableName } from '../files/name.ts'
import { currentRevision } from './currentRevision.ts'
import type { Desk, WrittenFile } from './desk.ts'
import { type IndexEntry, renderIndex } from './planIndex.ts'
import { fileNameOf, renderDocument } from './render.ts'
import { type DocumentSource, readSource } from './source.ts'
import { storeNow } from './storeNow.ts'

type Listed = { id: string; name: string; revision: number; number: string }

/** All documents of a plan in one archive, in the plan's order, with an index that says of each which version it is and where it lies. */
export async function archiveOf(desk: Desk, planId: string): Promise<WrittenFile> {
  const { job, read, write, advance, exported } = desk
  const { plan, documents } = await read(async (tx) => ({
    plan: await tx.plan.findFirstOrThrow({
      where: { id: planId },
      select: {
        name: true,
        framework: { select: { name: true } },
        customer: { select: { companyName: true, organization: { select: { name: true } } } },
      },
    }),
    documents: await tx.customerDocument.findMany({
      where: { planId, archivedAt: null },
      orderBy: [{ position: 'asc' }, { id: 'asc' }],
      select: { id: true, name: true, revision: true },
    }),
  }))
  const zip = new ZipFile()
  const entries: IndexEntry[] = []
  for (const [index, document] of documents.entries()) {
    await advance(index)
    const number = String(index + 1).padStart(2, '0')
    const { file, ...entry } = await writeOne(desk, { ...document, number })
    entries.push(entry)
    if (file) zip.addBuffer(Buffer.from(file.bytes), file.name, { mtime: exported.at })
  }
  const about = {
    plan: plan.name,
    framework: plan.framework.name,
    customer: plan.customer.companyName,
    organization: plan.customer.organization.name,
  }
  zip.addBuffer(
    Buffer.from(await write(renderIndex({ ...about, approvedOnly: job.approvedOnly, entries, exported }))),
    `00 Index.${job.format}`,
  )
  zip.addBuffer(Buffer.from(sumsOf(entries)), 'SHA256SUMS.txt')
  zip.end()
  return { name: `${portableName(`${plan.customer.companyName} ${plan.name}`)}.zip`, bytes: await buffer(zip.outputStream) }
}

/** A document that is damaged or was never approved is left out, and the index says why: the others are worth having without it. */
async function writeOne(desk: Desk, listed: Listed): Promise<IndexEntry & { file?: WrittenFile }> {
  const source = await sourceOf(desk, listed)
  if (typeof source === 'string') return { number: listed.number, name: listed.name, missing: source }
  const name = `${listed.number} ${fileNameOf(source)}.${desk.job.format}`
  const bytes = await desk.write(renderDocument(source))
  const { version, approval } = source
  return {
    number: listed.number,
    name: listed.name,
    written: { version, isApproved: approval !== null, fileName: name, sha256: createHash('sha256').update(bytes).digest('hex') },
    file: { name, bytes },
  }
}

async function sourceOf({ services, job, read, exported }: Desk, { id }: Listed): Promise<DocumentSource | string> {
  const { organizationId, requestedById, approvedOnly } = job
  if (!approvedOnly) await storeNow(services, { person: { id: requestedById }, actor: { organizationId } }, id)
  try {
    return await read(async (tx) => {
      const own = { organizationId, documentId: id }
      const revision = approvedOnly ? await approvedRevision(tx, own) : await currentRevision(tx, own)
      return revision === null ? 'No version is approved' : readSource(tx, { documentId: id, revision, isCurrent: !approvedOnly, exported })
    })
  } catch (error) {
    if (error instanceof AppError && error.code === 'damaged') return 'What is stored does not match its checksum'
    throw error
  }
}

async function approvedRevision(tx: Tx, own: { organizationId: string; documentId: string }): Promise<number | null> {
  const where = { ...own, kind: 'approved' as const }
  const approved = await tx.documentVersion.findFirst({ where, orderBy: { revision: 'desc' }, select: { revision: true } })
  return approved?.revision ?? null
}

/** In the format `sha256sum --check` reads. */
const sumsOf = (entries: readonly IndexEntry[]): string =>
  entries.map(({ written }) => (written ? `${written.sha256}  ${written.fileName}\n` : '')).join('')
