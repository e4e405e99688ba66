import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { root } from '../app/rootRoutes.ts'
import { sharedSearch } from '../app/shareRoute.ts'

const share = createRoute({
  getParentRoute: () => root,
  path: '/share/$token',
  validateSearch: sharedSearch,
  component: lazyRouteComponent(() => import('./SharePage.tsx'), 'SharePage'),
})

/** Open to everybody. */
export const openSharesRoutes = [share] as const
