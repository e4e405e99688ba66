import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { documentSearch } from '../app/documentRoute.ts'
import { app } from '../app/rootRoutes.ts'
import { documentListSearch } from './documentListSearch.ts'

const document = createRoute({
  getParentRoute: () => app,
  path: '/documents/$documentId',
  validateSearch: documentSearch,
  component: lazyRouteComponent(() => import('./DocumentPage.tsx'), 'DocumentPage'),
})

const documents = createRoute({
  getParentRoute: () => app,
  path: '/documents',
  validateSearch: documentListSearch,
  component: lazyRouteComponent(() => import('./DocumentsPage.tsx'), 'DocumentsPage'),
})

export const documentsRoutes = [document, documents] as const
