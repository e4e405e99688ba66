import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { app } from '../app/rootRoutes.ts'
import { taskSearch } from './taskSearch.ts'

const customerTasks = createRoute({
  getParentRoute: () => app,
  path: '/customers/$customerId/tasks',
  validateSearch: taskSearch,
  component: lazyRouteComponent(() => import('./CustomerTasksPage.tsx'), 'CustomerTasksPage'),
})

const tasks = createRoute({
  getParentRoute: () => app,
  path: '/tasks',
  validateSearch: taskSearch,
  component: lazyRouteComponent(() => import('./TasksPage.tsx'), 'TasksPage'),
})

const myWork = createRoute({
  getParentRoute: () => app,
  path: '/my-work',
  validateSearch: taskSearch,
  component: lazyRouteComponent(() => import('./MyWorkPage.tsx'), 'MyWorkPage'),
})

export const tasksRoutes = [customerTasks, tasks, myWork] as const
