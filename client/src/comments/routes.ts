import { createRoute, redirect } from '@tanstack/react-router'
import { api } from '../api/client.ts'
import { app } from '../app/rootRoutes.ts'

const commentLink = createRoute({
  getParentRoute: () => app,
  path: '/comments/$threadId',
  beforeLoad: async ({ params: { threadId } }) => {
    const thread = await api.comments.get({ thread_id: threadId })
    if (thread.document_id !== null)
      throw redirect({ to: '/documents/$documentId', params: { documentId: thread.document_id }, search: { comment: thread.id } })
    const row = 'section_id' in thread.anchor ? thread.anchor.section_id : undefined
    throw redirect({ to: '/readiness/$projectId', params: { projectId: thread.project_id ?? '' }, search: { row } })
  },
})

export const commentsRoutes = [commentLink] as const
