import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { app } from '../app/rootRoutes.ts'

const inbox = createRoute({
  getParentRoute: () => app,
  path: '/inbox',
  validateSearch: ({ state }): { state: 'all' | 'unread' } => ({ state: state === 'unread' ? 'unread' : 'all' }),
  component: lazyRouteComponent(() => import('./InboxPage.tsx'), 'InboxPage'),
})

const inboxPreferences = createRoute({
  getParentRoute: () => app,
  path: '/inbox/preferences',
  component: lazyRouteComponent(() => import('./PreferencesPage.tsx'), 'PreferencesPage'),
})

export const notificationsRoutes = [inbox, inboxPreferences] as const
