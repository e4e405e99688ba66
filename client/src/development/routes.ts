import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { root } from '../app/rootRoutes.ts'

const outbox = createRoute({
  getParentRoute: () => root,
  path: '/development/outbox',
  component: lazyRouteComponent(() => import('./OutboxPage.tsx'), 'OutboxPage'),
})

/** Open to everybody. */
export const openDevelopmentRoutes = [outbox] as const
