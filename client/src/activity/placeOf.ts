import type { LinkProps } from '@tanstack/react-router'
import type { Activity } from './phrases.ts'

const places: Partial<Record<Activity['entity_type'], (id: string) => LinkProps>> = {
  iso_plan: (planId) => ({ to: '/plans/$planId', params: { planId } }),
  customer_document: (documentId) => ({ to: '/documents/$documentId', params: { documentId } }),
  task: (task) => ({ to: '/tasks', search: { task } }),
  evidence: (evidenceId) => ({ to: '/evidence/$evidenceId', params: { evidenceId } }),
  readiness_project: (projectId) => ({ to: '/readiness/$projectId', params: { projectId }, search: {} }),
}

/** Where the thing that a row is about can be looked at; nothing for what has no page of its own, or is gone. */
export const placeOf = ({ entity_type, entity_id, entity_name }: Activity): LinkProps | undefined =>
  entity_name === null ? undefined : places[entity_type]?.(entity_id)
