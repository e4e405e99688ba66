import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { app } from '../app/rootRoutes.ts'
import { documentListSearch } from '../documents/documentListSearch.ts'
import { taskSearch } from '../tasks/taskSearch.ts'
import { plansSearch } from './plansSearch.ts'

const plans = createRoute({
  getParentRoute: () => app,
  path: '/plans',
  validateSearch: plansSearch,
  component: lazyRouteComponent(() => import('./PlansPage.tsx'), 'PlansPage'),
})

const plan = createRoute({
  getParentRoute: () => app,
  path: '/plans/$planId',
  component: lazyRouteComponent(() => import('./PlanPage.tsx'), 'PlanPage'),
})

const planDocuments = createRoute({
  getParentRoute: () => app,
  path: '/plans/$planId/documents',
  validateSearch: documentListSearch,
  component: lazyRouteComponent(() => import('./PlanDocumentsPage.tsx'), 'PlanDocumentsPage'),
})

const planTasks = createRoute({
  getParentRoute: () => app,
  path: '/plans/$planId/tasks',
  validateSearch: taskSearch,
  component: lazyRouteComponent(() => import('./PlanTasksPage.tsx'), 'PlanTasksPage'),
})

const planTimeline = createRoute({
  getParentRoute: () => app,
  path: '/plans/$planId/timeline',
  component: lazyRouteComponent(() => import('./PlanTimelinePage.tsx'), 'PlanTimelinePage'),
})

const planActivity = createRoute({
  getParentRoute: () => app,
  path: '/plans/$planId/activity',
  component: lazyRouteComponent(() => import('./PlanActivityPage.tsx'), 'PlanActivityPage'),
})

export const plansRoutes = [plans, plan, planDocuments, planTasks, planTimeline, planActivity] as const
