import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { app } from '../app/rootRoutes.ts'
import { factsSearch } from './factsSearch.ts'

const customerFacts = createRoute({
  getParentRoute: () => app,
  path: '/customers/$customerId/facts',
  validateSearch: factsSearch,
  component: lazyRouteComponent(() => import('./FactsPage.tsx'), 'FactsPage'),
})

export const factsRoutes = [customerFacts] as const
