import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { reviewsSearch } from '../app/reviewRoute.ts'
import { app } from '../app/rootRoutes.ts'

const documentReview = createRoute({
  getParentRoute: () => app,
  path: '/documents/$documentId/review',
  component: lazyRouteComponent(() => import('./ReviewPage.tsx'), 'ReviewPage'),
})

const reviews = createRoute({
  getParentRoute: () => app,
  path: '/reviews',
  validateSearch: reviewsSearch,
  component: lazyRouteComponent(() => import('./ReviewsPage.tsx'), 'ReviewsPage'),
})

export const reviewsRoutes = [documentReview, reviews] as const
