import { newId } from '@certloom/shared/ids'
import { tasksOfSections } from '@certloom/shared/tasks/generation'
import type { FillableSection } from '@certloom/shared/templates/contract'
import type { Prisma } from '../db/generated/client.ts'
import type { Tx } from '../db/prisma.ts'
import { planTasksOf } from './planTasks.ts'

/** A plan's documents that have no tasks yet, and whose plan it is. */
export type TasksOfPlan = {
  organizationId: string
  customerId: string
  planId: string
  frameworkCode: string
  createdById: string
  documents: readonly { id: string; sections: readonly FillableSection[]; dueDate: Date | null }[]
}

/**
 * Makes the tasks of a plan's new documents, and those of the plan and the customer that the catalogue has and are not there yet, in one
 * statement. Tasks are due with their document; those of plan and customer with the first one, which builds on them. The caller records the
 * activity.
 * @returns how many were made
 */
export async function generateTasks(tx: Tx, { documents, frameworkCode, ...owner }: TasksOfPlan): Promise<number> {
  const { count } = await tx.task.createMany({
    data: [
      ...planTasksOf(frameworkCode).map((task) => ofPlan(owner, task, documents[0]?.dueDate ?? null)),
      ...documents.flatMap((document) => ofDocument(owner, document)),
    ],
    skipDuplicates: true, // what plan and customer have from before is told by its catalogue code
  })
  return count
}

type Owner = Omit<TasksOfPlan, 'documents' | 'frameworkCode'>
type Row = Prisma.TaskCreateManyInput

const ofPlan = (owner: Owner, { code, ...task }: ReturnType<typeof planTasksOf>[number], dueDate: Date | null): Row => ({
  ...owner,
  ...task,
  id: newId(),
  planId: task.scope === 'customer' ? null : owner.planId,
  type: 'custom',
  catalogueCode: code,
  isGenerated: true,
  dueDate,
})

const ofDocument = (owner: Owner, { id: documentId, sections, dueDate }: TasksOfPlan['documents'][number]): Row[] =>
  tasksOfSections(sections).map((task) => ({ ...owner, ...task, id: newId(), documentId, scope: 'document', isGenerated: true, dueDate }))
