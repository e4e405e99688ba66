import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { ownerOf } from '../accounts/useMe.ts'
import { app } from '../app/rootRoutes.ts'
import { interviewsSearch } from './interviewsSearch.ts'
import { openSession } from './openSession.ts'

const interviews = createRoute({
  getParentRoute: () => app,
  path: '/interviews',
  validateSearch: interviewsSearch,
  component: lazyRouteComponent(() => import('./InterviewsPage.tsx'), 'InterviewsPage'),
})

const interview = createRoute({
  getParentRoute: () => app,
  path: '/interviews/$sessionId',
  preload: false, // who runs over a list of interviews opens none of them
  loader: ({ params: { sessionId }, context: { me } }) => openSession(ownerOf(me), sessionId),
  component: lazyRouteComponent(() => import('./SessionPage.tsx'), 'SessionPage'),
})

const interviewMinutes = createRoute({
  getParentRoute: () => app,
  path: '/interviews/$sessionId/minutes',
  component: lazyRouteComponent(() => import('./MinutesPage.tsx'), 'MinutesPage'),
})

export const interviewsRoutes = [interviews, interview, interviewMinutes] as const
