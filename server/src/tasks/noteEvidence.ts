import { statusAfterEvidence } from '@certloom/shared/tasks/transitions'
import type { EvidenceLink, SectionProjection, Task } from '../db/generated/client.ts'
import type { Tx } from '../db/prisma.ts'
import { holdTasks } from './holdTasks.ts'
import { moveTask } from './moveTask.ts'
import { placesOf } from './taskEvidence.ts'

/** Where evidence is or was linked: to a task, or to a section and by that to the section's tasks. */
export type LinkedPlace = Pick<EvidenceLink, 'taskId' | 'documentId' | 'sectionId'>

/**
 * Writes on the tasks of these places whether something that is not rejected is linked to them, in the transaction that changes that, and moves
 * them: evidence that was accepted completes what waited for it, and what was completed with evidence that is gone is opened again.
 * @param change what happened: `accepted` if accepted evidence came, `other` else
 */
export async function noteEvidence(tx: Tx, places: readonly LinkedPlace[], change: 'accepted' | 'other', userId: string): Promise<void> {
  const wanted = places.map(({ taskId, documentId, sectionId }) => (taskId === null ? { documentId, sectionId } : { id: taskId }))
  for (const task of await holdTasks(tx, { OR: wanted })) {
    const links = await tx.evidenceLink.count({
      where: { OR: placesOf(task), evidence: { archivedAt: null, status: { not: 'rejected' } } },
    })
    const hasEvidence = links > 0
    if (hasEvidence !== task.hasEvidence) await tx.task.update({ where: { id: task.id }, data: { hasEvidence }, select: { id: true } })
    const section = task.type === 'fillable_section' ? await sectionOf(tx, task) : null
    const progress = section && { isFilled: section.isFilled, isEmpty: section.content === null, needsWork: section.state === 'needs_work' }
    const status = statusAfterEvidence({ ...task, hasEvidence }, change === 'accepted', progress)
    if (status !== task.status) await moveTask(tx, task, status, userId)
  }
}

async function sectionOf(tx: Tx, { organizationId, documentId, sectionId }: Task): Promise<SectionProjection | null> {
  if (documentId === null || sectionId === null) return null
  return tx.sectionProjection.findUnique({ where: { organizationId_documentId_sectionId: { organizationId, documentId, sectionId } } })
}
