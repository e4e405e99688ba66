import { AppError } from '@certloom/shared/errors'
import type { EvidenceTarget } from '@certloom/shared/evidence/contract'
import type { EvidenceLink } from '../db/generated/client.ts'
import type { Tx } from '../db/prisma.ts'

/** A place evidence can be linked to, held until the transaction ends. */
export type HeldTarget = { documentId: string; sectionId: string } | { taskId: string; taskTitle: string }

const noTarget = (what: string): AppError => new AppError('not_found', `There is no such ${what} of this customer.`)

/**
 * Finds what evidence is to be linked to.
 * @throws `not_found` for what this customer does not have, `conflict` while the section is locked
 */
export const holdTarget = (tx: Tx, customerId: string, target: EvidenceTarget): Promise<HeldTarget> =>
  'task_id' in target ? holdTask(tx, customerId, target.task_id) : holdSection(tx, customerId, target)

/**
 * Finds the place of a link that is there already. Nobody writes in an archived document, so nothing there is locked: it is as its links say when it
 * comes back.
 * @throws `conflict` while the section is locked
 */
export async function holdLinked(tx: Tx, customerId: string, link: EvidenceLink): Promise<HeldTarget> {
  const { documentId, sectionId } = link
  if (documentId !== null && sectionId !== null && (await holdIfArchived(tx, documentId))) return { documentId, sectionId }
  return holdTarget(tx, customerId, wantedOf(link))
}

async function holdIfArchived(tx: Tx, documentId: string): Promise<boolean> {
  const held = await tx.$queryRaw<
    object[]
  >`select 1 from customer_document where id = ${documentId}::uuid and archived_at is not null for share`
  return held.length > 0
}

/** The place of a link as a request would name it. */
function wantedOf({ documentId, sectionId, taskId }: EvidenceLink): EvidenceTarget {
  if (taskId !== null) return { task_id: taskId }
  if (documentId === null || sectionId === null) throw new Error('A link leads nowhere.')
  return { document_id: documentId, section_id: sectionId }
}

async function holdTask(tx: Tx, customerId: string, taskId: string): Promise<HeldTarget> {
  const [task] = await tx.$queryRaw<
    { title: string }[]
  >`select title from task where id = ${taskId}::uuid and customer_id = ${customerId}::uuid for update`
  if (!task) throw noTarget('task')
  return { taskId, taskTitle: task.title }
}

/** A lock of the section waits for this, as this waits for a lock that is being set. */
async function holdSection(
  tx: Tx,
  customerId: string,
  { document_id: documentId, section_id: sectionId }: { document_id: string; section_id: string },
): Promise<HeldTarget> {
  const [document] = await tx.$queryRaw<
    object[]
  >`select 1 from customer_document where id = ${documentId}::uuid and customer_id = ${customerId}::uuid and archived_at is null for share`
  const section = document && (await tx.sectionProjection.findFirst({ where: { documentId, sectionId }, select: { lockedAt: true } }))
  if (!section) throw noTarget('section')
  if (section.lockedAt) throw new AppError('conflict', 'This section is locked. Ask a reviewer to open it first.')
  return { documentId, sectionId }
}

/**
 * Holds the documents that links lead to, so that what their sections say of the evidence may change.
 * @throws `conflict` while one of these sections is locked
 */
export async function requireOpen(
  tx: Tx,
  organizationId: string,
  links: readonly Pick<EvidenceLink, 'documentId' | 'sectionId'>[],
): Promise<void> {
  const places = links.flatMap(({ documentId, sectionId }) =>
    documentId !== null && sectionId !== null ? [{ documentId, sectionId }] : [],
  )
  const ids = places.map(({ documentId }) => documentId)
  await tx.$queryRaw`select 1 from customer_document where organization_id = ${organizationId}::uuid and id = any(${ids}::uuid[]) order by id for share`
  const locked = await tx.sectionProjection.findFirst({
    where: { organizationId, OR: places, lockedAt: { not: null }, document: { archivedAt: null } },
    select: { document: { select: { name: true } } },
  })
  if (locked)
    throw new AppError(
      'conflict',
      `It is named in a locked section of “${locked.document.name}”. Ask a reviewer to open it before renaming.`,
    )
}
