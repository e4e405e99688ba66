import { AppError } from '@certloom/shared/errors'
import type { EvidenceTarget, UploadForm } from '@certloom/shared/evidence/contract'
import { newId } from '@certloom/shared/ids'
import { authorize, tenantOf } from '../auth/authorize.ts'
import type { Ctx, SignedIn } from '../context.ts'
import { getCustomerIn } from '../customers/service.ts'
import { asDate } from '../db/days.ts'
import type { StorageFile } from '../db/generated/client.ts'
import type { Tx } from '../db/prisma.ts'
import { sentBefore } from '../db/sentBefore.ts'
import { withTenant } from '../db/tenant.ts'
import { deleteIfRolledBack } from '../files/deleteIfRolledBack.ts'
import { getFolderIn } from '../files/folders.ts'
import { stemOf } from '../files/name.ts'
import { type IncomingFile, type ReceivedFile, receiveFile } from '../files/receive.ts'
import { insertFile } from '../files/service.ts'
import { storageKey } from '../files/store.ts'
import { insertEvidence } from './addEvidence.ts'
import { documentsOf } from './changeEvidence.ts'
import { mirrorDocuments } from './mirror.ts'
import { holdTarget } from './targets.ts'

/** A file for a customer, and what it is for. */
export type Upload = { customerId: string; form: UploadForm; file: IncomingFile }

/** What an upload made, by id. */
export type UploadedIds = { fileId: string; evidenceId: string | null }

/**
 * Stores a file, and as evidence links it, all or nothing. Who may, and whether it fits, is asked before its first byte is taken.
 * Sent again under the same id, because the answer was lost, it stores nothing and answers with what is there.
 * @throws `not_found` for a customer or target that is not there, `forbidden` without the right or where only links are taken, and what `receiveFile` does
 */
export async function uploadFile(ctx: Ctx, { customerId, form, file }: Upload): Promise<UploadedIds> {
  const signedIn = authorize(ctx, 'evidence.upload', customerId)
  const target = targetOf(form)
  await withTenant(ctx.db, tenantOf(signedIn), async (tx) => {
    await getCustomerIn(tx, customerId)
    if (form.file_type === 'evidence') await refuseWhereOnlyLinks(tx, signedIn)
    if (target) await holdTarget(tx, customerId, target)
    if (form.folder_id) await getFolderIn(tx, customerId, form.folder_id)
  })
  const { documents, ...uploaded } = await store(ctx, signedIn, { customerId, form, target }, await receiveFile(ctx.files, file))
  ctx.mailer.nudge()
  await mirrorDocuments({ ...ctx, signedIn }, documents)
  return uploaded
}

function targetOf({ document_id, section_id, task_id }: UploadForm): EvidenceTarget | null {
  if (task_id !== undefined) return { task_id }
  return document_id !== undefined && section_id !== undefined ? { document_id, section_id } : null
}

const periodOf = ({ valid_from, valid_until }: UploadForm) => ({
  validFrom: asDate(valid_from ?? null),
  validUntil: asDate(valid_until ?? null),
})

async function refuseWhereOnlyLinks(tx: Tx, { actor }: SignedIn): Promise<void> {
  const { evidencePolicy, name } = await tx.organization.findUniqueOrThrow({
    where: { id: actor.organizationId },
    select: { evidencePolicy: true, name: true },
  })
  if (evidencePolicy === 'links_only')
    throw new AppError(
      'forbidden',
      `${name} takes links as evidence, no files. Put the file where your team keeps its files, and give its link.`,
    )
}

/** What was made of a file that was sent before under the same id, with the documents it is evidence in. */
async function findSent(tx: Tx, sent: Pick<StorageFile, 'id' | 'customerId' | 'uploadedById'>) {
  const file = await sentBefore(tx, sent.id, () => tx.storageFile.findFirst({ where: sent }))
  if (!file) return null
  if (file.deletedAt) throw new AppError('conflict', `${file.name} was uploaded and deleted since. Add it once more if it is still needed.`)
  const evidence = await tx.evidence.findFirst({ where: { fileId: file.id }, include: { links: true }, orderBy: { id: 'asc' } })
  return { fileId: file.id, evidenceId: evidence?.id ?? null, documents: documentsOf(evidence?.links ?? []) }
}

type Purpose = Pick<Upload, 'customerId' | 'form'> & { target: EvidenceTarget | null }

/** The bytes are there before the row that names them, and go again if the row surely was not written. */
async function store(ctx: Ctx, signedIn: SignedIn, { customerId, form, target }: Purpose, { staged, ...received }: ReceivedFile) {
  const { id: fileId = newId() } = form
  const key = storageKey(signedIn.actor.organizationId, newId())
  try {
    await staged.keep(key)
    const { known, ...stored } = await withTenant(ctx.db, tenantOf(signedIn), async (tx) => {
      const known = await findSent(tx, { id: fileId, customerId, uploadedById: signedIn.person.id })
      if (known) return { known: true, ...known }
      const { file_type: fileType, description, folder_id: folderId = null, title = stemOf(received.name) } = form
      await insertFile(tx, { ...ctx, signedIn }, { id: fileId, customerId, fileType, storageKey: key, description, folderId }, received)
      if (fileType === 'attachment') return { known: false, fileId, evidenceId: null, documents: [] }
      const wanted = {
        kind: 'file',
        customerId,
        title,
        description,
        fileId,
        ...periodOf(form),
        replacesId: form.replaces_id ?? null,
      } as const
      const { evidence, documents } = await insertEvidence(tx, { ...ctx, signedIn }, wanted, target ? [target] : [])
      return { known: false, fileId, evidenceId: evidence.id, documents }
    })
    if (known) await ctx.files.delete(key)
    return stored
  } catch (error) {
    await staged.discard()
    await deleteIfRolledBack(ctx.files, key, error)
    throw error
  }
}
