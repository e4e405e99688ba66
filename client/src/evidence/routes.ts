import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { queueSearch, registerSearch } from '../app/evidenceRoute.ts'
import { app } from '../app/rootRoutes.ts'

const customerFiles = createRoute({
  getParentRoute: () => app,
  path: '/customers/$customerId/files',
  validateSearch: registerSearch,
  component: lazyRouteComponent(() => import('./RegisterPage.tsx'), 'RegisterPage'),
})

const evidence = createRoute({
  getParentRoute: () => app,
  path: '/evidence',
  validateSearch: queueSearch,
  component: lazyRouteComponent(() => import('./QueuePage.tsx'), 'QueuePage'),
})

const oneEvidence = createRoute({
  getParentRoute: () => app,
  path: '/evidence/$evidenceId',
  component: lazyRouteComponent(() => import('./EvidencePage.tsx'), 'EvidencePage'),
})

export const evidenceRoutes = [customerFiles, evidence, oneEvidence] as const
