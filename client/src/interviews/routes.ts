import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { app } from '../app/rootRoutes.ts'
import { interviewsSearch } from './interviewsSearch.ts'

const interviews = createRoute({
  getParentRoute: () => app,
  path: '/interviews',
  validateSearch: interviewsSearch,
  component: lazyRouteComponent(() => import('./InterviewsPage.tsx'), 'InterviewsPage'),
})

const interview = createRoute({
  getParentRoute: () => app,
  path: '/interviews/$sessionId',
  component: lazyRouteComponent(() => import('./SessionPage.tsx'), 'SessionPage'),
})

const interviewMinutes = createRoute({
  getParentRoute: () => app,
  path: '/interviews/$sessionId/minutes',
  component: lazyRouteComponent(() => import('./MinutesPage.tsx'), 'MinutesPage'),
})

export const interviewsRoutes = [interviews, interview, interviewMinutes] as const
