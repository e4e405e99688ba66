import { catalogueId } from '@certloom/shared/ids'
import type { SignedInCtx } from '../accounts/session.ts'
import { changeDocument } from '../documents/changeDocument.ts'
import { changeTasks } from '../tasks/changeTasks.ts'
import { listTasks } from '../tasks/service.ts'
import type { DemoPeople } from './demoPeople.ts'

/** Who is responsible for a document, by the code of its template, and does what is to be done in it next. */
export type DemoWork = { who: string; template: string }

/** A few of a document's tasks, so that whose day it is has something in it and not everything. */
const tasksEach = 4

type Place = { standard: string; documents: readonly { id: string; templateId: string }[] }

/** Hands out work as the consultant would. What is handed out already stays as it is. */
export async function handOutWork(
  people: DemoPeople,
  consultant: SignedInCtx,
  { standard, documents }: Place,
  wanted: readonly DemoWork[],
): Promise<void> {
  for (const { who, template } of wanted) {
    const document = documents.find(({ templateId }) => templateId === catalogueId('template', standard, template))
    if (!document) throw new Error(`The demo plan has no document for the template ${template}.`)
    const assigneeId = (await people.as(who)).signedIn.person.id
    await changeDocument(consultant, document.id, { assigneeId })
    const next = { document_id: document.id, status: ['pending', 'in_progress'], sort: 'due_date' } satisfies Parameters<
      typeof listTasks
    >[1]
    const tasks = await listTasks(consultant, next, { limit: tasksEach, after: undefined })
    await changeTasks(
      consultant,
      tasks.slice(0, tasksEach).map(({ id }) => id),
      { assigneeId },
    )
  }
}
