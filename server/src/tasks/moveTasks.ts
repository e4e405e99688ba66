import { type SectionProgress, statusAfterSection } from '@certloom/shared/tasks/transitions'
import type { SectionProjection } from '../db/generated/client.ts'
import type { Tx } from '../db/prisma.ts'
import { holdTasks } from './holdTasks.ts'
import { moveTask } from './moveTask.ts'
import { isProven } from './taskEvidence.ts'

type Document = { id: string; organizationId: string; customerId: string }
type Section = Pick<SectionProjection, 'sectionId' | 'isFilled' | 'content'>

/** A section that changed: what it said before, what it says now, and who changed it last, if that is known. */
export type ChangedSection = {
  before: Section & Pick<SectionProjection, 'state'>
  after: Omit<Section, 'content'> & { content: unknown }
  needsWork: boolean
  userId: string | null
}

/**
 * Moves the tasks to fill these sections along with what they say now, in the transaction that changes them, and records each move. What somebody
 * decides about one of them meanwhile is waited for. The caller holds the document.
 */
export async function moveTasks(tx: Tx, document: Document, sections: readonly ChangedSection[]): Promise<void> {
  const { organizationId, id: documentId } = document
  const sectionIds = sections.map(({ after }) => after.sectionId)
  const tasks = await holdTasks(tx, { organizationId, documentId, type: 'fillable_section', sectionId: { in: sectionIds } })
  for (const section of sections) {
    const { before, after, needsWork, userId } = section
    for (const task of tasks.filter(({ sectionId }) => sectionId === after.sectionId)) {
      const hasEvidence = task.requiresEvidence && (await isProven(tx, task))
      const status = statusAfterSection(
        { ...task, hasEvidence },
        progressOf(before, before.state === 'needs_work'),
        progressOf(after, needsWork),
      )
      if (status !== task.status) await moveTask(tx, task, status, userId)
    }
  }
}

const progressOf = ({ isFilled, content }: { isFilled: boolean; content: unknown }, needsWork: boolean): SectionProgress => ({
  isFilled,
  isEmpty: content === null,
  needsWork,
})
