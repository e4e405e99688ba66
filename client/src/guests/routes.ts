import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { root } from '../app/rootRoutes.ts'

const join = createRoute({
  getParentRoute: () => root,
  path: '/join/$token',
  component: lazyRouteComponent(() => import('./JoinPage.tsx'), 'JoinPage'),
})

/** Open to everybody. */
export const openGuestsRoutes = [join] as const
