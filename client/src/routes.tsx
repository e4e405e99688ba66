import { createRouter } from '@tanstack/react-router'
import { openAccountsRoutes } from './accounts/routes.ts'
import { activityRoutes } from './activity/routes.ts'
import { ErrorScreen } from './app/ErrorScreen.tsx'
import { app, root } from './app/rootRoutes.ts'
import { appRoutes } from './app/routes.ts'
import { commentsRoutes } from './comments/routes.ts'
import { customersRoutes } from './customers/routes.ts'
import { openDevelopmentRoutes } from './development/routes.ts'
import { documentsRoutes } from './documents/routes.ts'
import { evidenceRoutes } from './evidence/routes.ts'
import { exportsRoutes } from './exports/routes.ts'
import { factsRoutes } from './facts/routes.ts'
import { openGuestsRoutes } from './guests/routes.ts'
import { interviewsRoutes } from './interviews/routes.ts'
import { membersRoutes, openMembersRoutes } from './members/routes.ts'
import { notificationsRoutes } from './notifications/routes.ts'
import { organizationsRoutes } from './organizations/routes.ts'
import { plansRoutes } from './plans/routes.ts'
import { progressRoutes } from './progress/routes.ts'
import { readinessRoutes } from './readiness/routes.ts'
import { reviewsRoutes } from './reviews/routes.ts'
import { openSharesRoutes } from './shares/routes.ts'
import { storyRoutes } from './story/routes.ts'
import { tasksRoutes } from './tasks/routes.ts'
import { PageSkeleton } from './ui/PageSkeleton.tsx'

export const router = createRouter({
  routeTree: root.addChildren([
    ...openAccountsRoutes,
    ...openMembersRoutes,
    ...openSharesRoutes,
    ...openGuestsRoutes,
    ...openDevelopmentRoutes,
    app.addChildren([
      ...membersRoutes,
      ...appRoutes,
      ...customersRoutes,
      ...factsRoutes,
      ...evidenceRoutes,
      ...exportsRoutes,
      ...organizationsRoutes,
      ...tasksRoutes,
      ...documentsRoutes,
      ...progressRoutes,
      ...plansRoutes,
      ...commentsRoutes,
      ...reviewsRoutes,
      ...activityRoutes,
      ...readinessRoutes,
      ...storyRoutes,
      ...notificationsRoutes,
      ...interviewsRoutes,
    ]),
  ]),
  defaultPreload: 'intent',
  defaultErrorComponent: ErrorScreen,
  defaultPendingComponent: PageSkeleton,
  defaultPendingMs: 150,
  defaultPendingMinMs: 0, // a page that is there is shown
  scrollRestoration: true,
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
