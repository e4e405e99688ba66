import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { ownerOf } from '../accounts/useMe.ts'
import { documentSearch } from '../app/documentRoute.ts'
import { app } from '../app/rootRoutes.ts'
import { documentListSearch } from './documentListSearch.ts'
import { openDocument } from './openDocument.ts'

const document = createRoute({
  getParentRoute: () => app,
  path: '/documents/$documentId',
  validateSearch: documentSearch,
  preload: false, // who runs over a list of documents opens none of them
  loader: ({ params: { documentId }, context: { me } }) => openDocument(ownerOf(me), documentId),
  component: lazyRouteComponent(() => import('./DocumentPage.tsx'), 'DocumentPage'),
})

const documents = createRoute({
  getParentRoute: () => app,
  path: '/documents',
  validateSearch: documentListSearch,
  component: lazyRouteComponent(() => import('./DocumentsPage.tsx'), 'DocumentsPage'),
})

export const documentsRoutes = [document, documents] as const
