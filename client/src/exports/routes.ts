import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { app } from '../app/rootRoutes.ts'

const exported = createRoute({
  getParentRoute: () => app,
  path: '/exports/$exportId',
  component: lazyRouteComponent(() => import('./ExportPage.tsx'), 'ExportPage'),
})

export const exportsRoutes = [exported] as const
