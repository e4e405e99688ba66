import type { SessionDetail } from './queries.ts'

/** What a workshop goes through. */
export type Topic = { id: string; name: string; is: 'document' | 'checklist' }

export const topicsOf = ({ documents, readiness_project }: SessionDetail): Topic[] => [
  ...documents.map(({ id, document_name }): Topic => ({ id, name: document_name, is: 'document' })),
  ...(readiness_project ? [{ id: readiness_project.id, name: readiness_project.project_name, is: 'checklist' as const }] : []),
]
