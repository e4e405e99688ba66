import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { app } from '../app/rootRoutes.ts'

const activity = createRoute({
  getParentRoute: () => app,
  path: '/activity',
  component: lazyRouteComponent(() => import('./ActivityPage.tsx'), 'ActivityPage'),
})

export const activityRoutes = [activity] as const
