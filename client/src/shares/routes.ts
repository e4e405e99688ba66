import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { root } from '../app/rootRoutes.ts'

const share = createRoute({
  getParentRoute: () => root,
  path: '/share/$token',
  component: lazyRouteComponent(() => import('./SharePage.tsx'), 'SharePage'),
})

/** Open to everybody. */
export const openSharesRoutes = [share] as const
