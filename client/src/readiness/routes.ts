import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { ownerOf } from '../accounts/useMe.ts'
import { checklistSearch } from '../app/checklistRoute.ts'
import { app } from '../app/rootRoutes.ts'
import { openChecklist, prefetchChecklist } from './queries.ts'

const readiness = createRoute({
  getParentRoute: () => app,
  path: '/readiness',
  component: lazyRouteComponent(() => import('./ReadinessPage.tsx'), 'ReadinessPage'),
})

const customerReadiness = createRoute({
  getParentRoute: () => app,
  path: '/customers/$customerId/readiness',
  component: lazyRouteComponent(() => import('./CustomerReadinessPage.tsx'), 'CustomerReadinessPage'),
})

const checklist = createRoute({
  getParentRoute: () => app,
  path: '/readiness/$projectId',
  validateSearch: checklistSearch,
  loader: ({ params: { projectId }, context: { me }, preload }) =>
    preload ? prefetchChecklist(projectId) : openChecklist(ownerOf(me), projectId),
  preloadStaleTime: 0, // whoever runs over a link to it has not joined it
  component: lazyRouteComponent(() => import('./ChecklistPage.tsx'), 'ChecklistPage'),
})

const roadmap = createRoute({
  getParentRoute: () => app,
  path: '/readiness/$projectId/roadmap',
  component: lazyRouteComponent(() => import('./RoadmapPage.tsx'), 'RoadmapPage'),
})

const audit = createRoute({
  getParentRoute: () => app,
  path: '/readiness/$projectId/audit',
  component: lazyRouteComponent(() => import('./AuditPage.tsx'), 'AuditPage'),
})

const statement = createRoute({
  getParentRoute: () => app,
  path: '/readiness/$projectId/statement',
  loader: ({ params: { projectId } }) => prefetchChecklist(projectId),
  component: lazyRouteComponent(() => import('./StatementPage.tsx'), 'StatementPage'),
})

export const readinessRoutes = [readiness, customerReadiness, checklist, roadmap, audit, statement] as const
