import { AppError } from '@certloom/shared/errors'
import type { EvidenceTarget } from '@certloom/shared/evidence/contract'
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
