import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { app } from '../app/rootRoutes.ts'

const settings = createRoute({
  getParentRoute: () => app,
  path: '/settings',
  component: lazyRouteComponent(() => import('./SettingsPage.tsx'), 'SettingsPage'),
})

export const organizationsRoutes = [settings] as const
