import { createRootRoute, createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router'
import { meQuery } from '../accounts/useMe.ts'
import { problemOf } from '../api/problems.ts'
import { queryClient } from '../api/queryClient.ts'
import { NotFoundScreen } from './NotFoundScreen.tsx'
import { Root } from './Root.tsx'
import { ShellSkeleton } from './ShellSkeleton.tsx'

/** Everything that has an address. */
export const root = createRootRoute({ component: Root, notFoundComponent: NotFoundScreen })

/** What is only open to somebody who is signed in, in the frame around it. */
export const app = createRoute({
  getParentRoute: () => root,
  id: 'app',
  beforeLoad: async ({ location }) => {
    try {
      return { me: await queryClient.ensureQueryData(meQuery) }
    } catch (error) {
      const { code } = problemOf(error)
      if (code === 'other_person') window.location.reload() // then it is nobody's page, and becomes that of whoever is signed in
      if (code === 'not_signed_in') throw redirect({ to: '/login', search: { next: location.href } })
      throw error
    }
  },
  pendingComponent: ShellSkeleton,
  component: lazyRouteComponent(() => import('./AppShell.tsx'), 'AppShell'),
})
