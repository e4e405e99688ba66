import type { Answer } from '@certloom/shared/readiness/contract'
import { api, q } from '../api/client.ts'
import { allPages, byCursor } from '../api/pages.ts'
import { queryClient } from '../api/queryClient.ts'
import type { Owner } from '../collab/device.ts'
import type { NextRoom } from '../collab/rooms.ts'
import { aboutChecklist } from './aboutChecklist.ts'

/** Every row of a checklist as last stored. */
export const answersOf = (projectId: string) => ({
  queryKey: [...q.readiness.answers.key(), projectId],
  queryFn: () => allPages((cursor) => api.readiness.answers({ project_id: projectId, limit: 200, cursor })) as Promise<Answer[]>,
})

/** Every piece of evidence that a customer has given. */
export const evidenceOf = (customerId: string) => ({
  queryKey: [...q.evidence.key(), 'all', customerId],
  queryFn: () => allPages((cursor) => api.evidence.list({ customer_id: customerId, limit: 200, cursor })),
})

/** A checklist as its page shows it above its rows. */
export const checklistOf = (projectId: string) => q.readiness.get.queryOptions({ input: { project_id: projectId } })

/** The score of a checklist as last stored. */
export const scoreOf = (projectId: string) => q.readiness.score.queryOptions({ input: { project_id: projectId } })

/** Asks for what a checklist is shown with, all at once and while the code of its page is on its way. What fails is told by the page. */
export async function prefetchChecklist(projectId: string): Promise<void> {
  await Promise.all([
    queryClient.prefetchQuery(checklistOf(projectId)),
    queryClient.prefetchQuery(answersOf(projectId)),
    queryClient.prefetchQuery(scoreOf(projectId)),
  ])
}

/** As {@link prefetchChecklist}; its room is joined while its page is drawn for the first time. */
export async function openChecklist(owner: Owner, projectId: string): Promise<void> {
  const next = prefetchChecklist(projectId).then(() => roomOf(projectId))
  const { joinAhead } = await import('../collab/rooms.ts')
  await joinAhead(owner, next)
}

function roomOf(projectId: string): NextRoom | null {
  const project = queryClient.getQueryData(checklistOf(projectId).queryKey)
  const answers = queryClient.getQueryData<Answer[]>(answersOf(projectId).queryKey)
  return project && answers ? { name: project.room, about: aboutChecklist(project, answers) } : null
}

/** Checklists, newest first; of one customer, or of all the reader may see. */
export const checklistsOf = (customerId: string | undefined) =>
  q.readiness.list.infiniteOptions({
    ...byCursor,
    input: (cursor: string | undefined) => ({ customer_id: customerId, limit: 100, cursor }),
  })

/** What changed in a row. */
export const historyOf = (projectId: string, requirementId: string) =>
  q.readiness.answerHistory.infiniteOptions({
    ...byCursor,
    input: (cursor: string | undefined) => ({ project_id: projectId, requirement_id: requirementId, limit: 30, cursor }),
  })
