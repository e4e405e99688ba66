import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { app } from '../app/rootRoutes.ts'
import { storySearch } from '../app/storyRoute.ts'

const story = createRoute({
  getParentRoute: () => app,
  path: '/readiness/$projectId/story',
  validateSearch: storySearch,
  component: lazyRouteComponent(() => import('./StoryPage.tsx'), 'StoryPage'),
})

export const storyRoutes = [story] as const
