import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { app } from '../app/rootRoutes.ts'

type ActivitySearch = { show?: 'everything' | undefined }

const activity = createRoute({
  getParentRoute: () => app,
  path: '/activity',
  validateSearch: ({ show }: Record<string, unknown>): ActivitySearch => ({ show: show === 'everything' ? show : undefined }),
  component: lazyRouteComponent(() => import('./ActivityPage.tsx'), 'ActivityPage'),
})

export const activityRoutes = [activity] as const
