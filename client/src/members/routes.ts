import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { app, root } from '../app/rootRoutes.ts'

const invitation = createRoute({
  getParentRoute: () => root,
  path: '/invitations/$token',
  component: lazyRouteComponent(() => import('./AcceptInvitationPage.tsx'), 'AcceptInvitationPage'),
})

const people = createRoute({
  getParentRoute: () => app,
  path: '/people',
  component: lazyRouteComponent(() => import('./PeoplePage.tsx'), 'PeoplePage'),
})

/** Open to everybody. */
export const openMembersRoutes = [invitation] as const

export const membersRoutes = [people] as const
