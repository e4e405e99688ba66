import { createRootRoute, createRoute, createRouter, lazyRouteComponent, redirect } from '@tanstack/react-router'
import { ownAddress } from './accounts/session.ts'
import { meQuery } from './accounts/useMe.ts'
import { api } from './api/client.ts'
import { problemOf } from './api/problems.ts'
import { queryClient } from './api/queryClient.ts'
import { checklistSearch } from './app/checklistRoute.ts'
import { documentSearch } from './app/documentRoute.ts'
import { ErrorScreen } from './app/ErrorScreen.tsx'
import { queueSearch, registerSearch } from './app/evidenceRoute.ts'
import { NotFoundScreen } from './app/NotFoundScreen.tsx'
import { Root } from './app/Root.tsx'
import { reviewsSearch } from './app/reviewRoute.ts'
import { ShellSkeleton } from './app/ShellSkeleton.tsx'
import { storySearch } from './app/storyRoute.ts'
import { customerDocumentsSearch } from './customers/customerDocumentsSearch.ts'
import { customersSearch } from './customers/customersSearch.ts'
import { documentListSearch } from './documents/documentListSearch.ts'
import { factsSearch } from './facts/factsSearch.ts'
import { interviewsSearch } from './interviews/interviewsSearch.ts'
import { plansSearch } from './plans/plansSearch.ts'
import { prefetchChecklist } from './readiness/queries.ts'
import { taskSearch } from './tasks/taskSearch.ts'
import { PageSkeleton } from './ui/PageSkeleton.tsx'

const root = createRootRoute({ component: Root, notFoundComponent: NotFoundScreen })

const login = createRoute({
  getParentRoute: () => root,
  path: '/login',
  // Said even when there is none: what is left out here would be taken from the address unchecked.
  validateSearch: (search): { next?: string | undefined } => ({ next: ownAddress(search.next) }),
  component: lazyRouteComponent(() => import('./accounts/LoginPage.tsx'), 'LoginPage'),
})

const signUp = createRoute({
  getParentRoute: () => root,
  path: '/sign-up',
  component: lazyRouteComponent(() => import('./accounts/SignUpPage.tsx'), 'SignUpPage'),
})

const forgotPassword = createRoute({
  getParentRoute: () => root,
  path: '/forgot-password',
  component: lazyRouteComponent(() => import('./accounts/ForgotPasswordPage.tsx'), 'ForgotPasswordPage'),
})

const resetPassword = createRoute({
  getParentRoute: () => root,
  path: '/reset-password/$token',
  component: lazyRouteComponent(() => import('./accounts/ResetPasswordPage.tsx'), 'ResetPasswordPage'),
})

const invitation = createRoute({
  getParentRoute: () => root,
  path: '/invitations/$token',
  component: lazyRouteComponent(() => import('./members/AcceptInvitationPage.tsx'), 'AcceptInvitationPage'),
})

const share = createRoute({
  getParentRoute: () => root,
  path: '/share/$token',
  component: lazyRouteComponent(() => import('./shares/SharePage.tsx'), 'SharePage'),
})

const join = createRoute({
  getParentRoute: () => root,
  path: '/join/$token',
  component: lazyRouteComponent(() => import('./guests/JoinPage.tsx'), 'JoinPage'),
})

const outbox = createRoute({
  getParentRoute: () => root,
  path: '/development/outbox',
  component: lazyRouteComponent(() => import('./development/OutboxPage.tsx'), 'OutboxPage'),
})

const app = createRoute({
  getParentRoute: () => root,
  id: 'app',
  beforeLoad: async ({ location }) => {
    try {
      return { me: await queryClient.ensureQueryData(meQuery) }
    } catch (error) {
      if (problemOf(error).code === 'not_signed_in') throw redirect({ to: '/login', search: { next: location.href } })
      throw error
    }
  },
  pendingComponent: ShellSkeleton,
  component: lazyRouteComponent(() => import('./app/AppShell.tsx'), 'AppShell'),
})

const home = createRoute({
  getParentRoute: () => app,
  path: '/',
  beforeLoad: ({ context: { me } }) => {
    throw me.customer === null
      ? redirect({ to: '/dashboard' })
      : redirect({ to: '/customers/$customerId', params: { customerId: me.customer.id } })
  },
})

const customers = createRoute({
  getParentRoute: () => app,
  path: '/customers',
  validateSearch: customersSearch,
  beforeLoad: ({ context: { me } }) => {
    if (me.customer !== null) throw redirect({ to: '/customers/$customerId', params: { customerId: me.customer.id } })
  },
  component: lazyRouteComponent(() => import('./customers/CustomersPage.tsx'), 'CustomersPage'),
})

const newCustomer = createRoute({
  getParentRoute: () => app,
  path: '/customers/new',
  component: lazyRouteComponent(() => import('./customers/NewCustomerPage.tsx'), 'NewCustomerPage'),
})

const customer = createRoute({
  getParentRoute: () => app,
  path: '/customers/$customerId',
  component: lazyRouteComponent(() => import('./customers/CustomerPage.tsx'), 'CustomerPage'),
})

const editCustomer = createRoute({
  getParentRoute: () => app,
  path: '/customers/$customerId/edit',
  component: lazyRouteComponent(() => import('./customers/EditCustomerPage.tsx'), 'EditCustomerPage'),
})

const customerPlans = createRoute({
  getParentRoute: () => app,
  path: '/customers/$customerId/plans',
  component: lazyRouteComponent(() => import('./customers/CustomerPlansPage.tsx'), 'CustomerPlansPage'),
})

const customerDocuments = createRoute({
  getParentRoute: () => app,
  path: '/customers/$customerId/documents',
  validateSearch: customerDocumentsSearch,
  component: lazyRouteComponent(() => import('./customers/CustomerDocumentsPage.tsx'), 'CustomerDocumentsPage'),
})

const customerPeople = createRoute({
  getParentRoute: () => app,
  path: '/customers/$customerId/people',
  component: lazyRouteComponent(() => import('./customers/CustomerPeoplePage.tsx'), 'CustomerPeoplePage'),
})

const customerActivity = createRoute({
  getParentRoute: () => app,
  path: '/customers/$customerId/activity',
  component: lazyRouteComponent(() => import('./customers/CustomerActivityPage.tsx'), 'CustomerActivityPage'),
})

const customerFacts = createRoute({
  getParentRoute: () => app,
  path: '/customers/$customerId/facts',
  validateSearch: factsSearch,
  component: lazyRouteComponent(() => import('./facts/FactsPage.tsx'), 'FactsPage'),
})

const customerFiles = createRoute({
  getParentRoute: () => app,
  path: '/customers/$customerId/files',
  validateSearch: registerSearch,
  component: lazyRouteComponent(() => import('./evidence/RegisterPage.tsx'), 'RegisterPage'),
})

const evidence = createRoute({
  getParentRoute: () => app,
  path: '/evidence',
  validateSearch: queueSearch,
  component: lazyRouteComponent(() => import('./evidence/QueuePage.tsx'), 'QueuePage'),
})

const oneEvidence = createRoute({
  getParentRoute: () => app,
  path: '/evidence/$evidenceId',
  component: lazyRouteComponent(() => import('./evidence/EvidencePage.tsx'), 'EvidencePage'),
})

const exported = createRoute({
  getParentRoute: () => app,
  path: '/exports/$exportId',
  component: lazyRouteComponent(() => import('./exports/ExportPage.tsx'), 'ExportPage'),
})

const settings = createRoute({
  getParentRoute: () => app,
  path: '/settings',
  component: lazyRouteComponent(() => import('./organizations/SettingsPage.tsx'), 'SettingsPage'),
})

const customerTasks = createRoute({
  getParentRoute: () => app,
  path: '/customers/$customerId/tasks',
  validateSearch: taskSearch,
  component: lazyRouteComponent(() => import('./tasks/CustomerTasksPage.tsx'), 'CustomerTasksPage'),
})

const tasks = createRoute({
  getParentRoute: () => app,
  path: '/tasks',
  validateSearch: taskSearch,
  component: lazyRouteComponent(() => import('./tasks/TasksPage.tsx'), 'TasksPage'),
})

const myWork = createRoute({
  getParentRoute: () => app,
  path: '/my-work',
  validateSearch: taskSearch,
  component: lazyRouteComponent(() => import('./tasks/MyWorkPage.tsx'), 'MyWorkPage'),
})

const document = createRoute({
  getParentRoute: () => app,
  path: '/documents/$documentId',
  validateSearch: documentSearch,
  component: lazyRouteComponent(() => import('./documents/DocumentPage.tsx'), 'DocumentPage'),
})

const dashboard = createRoute({
  getParentRoute: () => app,
  path: '/dashboard',
  component: lazyRouteComponent(() => import('./progress/DashboardPage.tsx'), 'DashboardPage'),
})

const documents = createRoute({
  getParentRoute: () => app,
  path: '/documents',
  validateSearch: documentListSearch,
  component: lazyRouteComponent(() => import('./documents/DocumentsPage.tsx'), 'DocumentsPage'),
})

const plans = createRoute({
  getParentRoute: () => app,
  path: '/plans',
  validateSearch: plansSearch,
  component: lazyRouteComponent(() => import('./plans/PlansPage.tsx'), 'PlansPage'),
})

const plan = createRoute({
  getParentRoute: () => app,
  path: '/plans/$planId',
  component: lazyRouteComponent(() => import('./plans/PlanPage.tsx'), 'PlanPage'),
})

const planDocuments = createRoute({
  getParentRoute: () => app,
  path: '/plans/$planId/documents',
  validateSearch: documentListSearch,
  component: lazyRouteComponent(() => import('./plans/PlanDocumentsPage.tsx'), 'PlanDocumentsPage'),
})

const planTasks = createRoute({
  getParentRoute: () => app,
  path: '/plans/$planId/tasks',
  validateSearch: taskSearch,
  component: lazyRouteComponent(() => import('./plans/PlanTasksPage.tsx'), 'PlanTasksPage'),
})

const planTimeline = createRoute({
  getParentRoute: () => app,
  path: '/plans/$planId/timeline',
  component: lazyRouteComponent(() => import('./plans/PlanTimelinePage.tsx'), 'PlanTimelinePage'),
})

const planActivity = createRoute({
  getParentRoute: () => app,
  path: '/plans/$planId/activity',
  component: lazyRouteComponent(() => import('./plans/PlanActivityPage.tsx'), 'PlanActivityPage'),
})

const commentLink = createRoute({
  getParentRoute: () => app,
  path: '/comments/$threadId',
  beforeLoad: async ({ params: { threadId } }) => {
    const thread = await api.comments.get({ thread_id: threadId })
    if (thread.document_id !== null)
      throw redirect({ to: '/documents/$documentId', params: { documentId: thread.document_id }, search: { comment: thread.id } })
    const row = 'section_id' in thread.anchor ? thread.anchor.section_id : undefined
    throw redirect({ to: '/readiness/$projectId', params: { projectId: thread.project_id ?? '' }, search: { row } })
  },
})

const documentReview = createRoute({
  getParentRoute: () => app,
  path: '/documents/$documentId/review',
  component: lazyRouteComponent(() => import('./reviews/ReviewPage.tsx'), 'ReviewPage'),
})

const reviews = createRoute({
  getParentRoute: () => app,
  path: '/reviews',
  validateSearch: reviewsSearch,
  component: lazyRouteComponent(() => import('./reviews/ReviewsPage.tsx'), 'ReviewsPage'),
})

const people = createRoute({
  getParentRoute: () => app,
  path: '/people',
  component: lazyRouteComponent(() => import('./members/PeoplePage.tsx'), 'PeoplePage'),
})

const activity = createRoute({
  getParentRoute: () => app,
  path: '/activity',
  component: lazyRouteComponent(() => import('./activity/ActivityPage.tsx'), 'ActivityPage'),
})

const readiness = createRoute({
  getParentRoute: () => app,
  path: '/readiness',
  component: lazyRouteComponent(() => import('./readiness/ReadinessPage.tsx'), 'ReadinessPage'),
})

const customerReadiness = createRoute({
  getParentRoute: () => app,
  path: '/customers/$customerId/readiness',
  component: lazyRouteComponent(() => import('./readiness/CustomerReadinessPage.tsx'), 'CustomerReadinessPage'),
})

const checklist = createRoute({
  getParentRoute: () => app,
  path: '/readiness/$projectId',
  validateSearch: checklistSearch,
  loader: ({ params: { projectId } }) => prefetchChecklist(projectId),
  component: lazyRouteComponent(() => import('./readiness/ChecklistPage.tsx'), 'ChecklistPage'),
})

const story = createRoute({
  getParentRoute: () => app,
  path: '/readiness/$projectId/story',
  validateSearch: storySearch,
  component: lazyRouteComponent(() => import('./story/StoryPage.tsx'), 'StoryPage'),
})

const roadmap = createRoute({
  getParentRoute: () => app,
  path: '/readiness/$projectId/roadmap',
  component: lazyRouteComponent(() => import('./readiness/RoadmapPage.tsx'), 'RoadmapPage'),
})

const audit = createRoute({
  getParentRoute: () => app,
  path: '/readiness/$projectId/audit',
  component: lazyRouteComponent(() => import('./readiness/AuditPage.tsx'), 'AuditPage'),
})

const statement = createRoute({
  getParentRoute: () => app,
  path: '/readiness/$projectId/statement',
  loader: ({ params: { projectId } }) => prefetchChecklist(projectId),
  component: lazyRouteComponent(() => import('./readiness/StatementPage.tsx'), 'StatementPage'),
})

const inbox = createRoute({
  getParentRoute: () => app,
  path: '/inbox',
  validateSearch: ({ state }): { state: 'all' | 'unread' } => ({ state: state === 'unread' ? 'unread' : 'all' }),
  component: lazyRouteComponent(() => import('./notifications/InboxPage.tsx'), 'InboxPage'),
})

const interviews = createRoute({
  getParentRoute: () => app,
  path: '/interviews',
  validateSearch: interviewsSearch,
  component: lazyRouteComponent(() => import('./interviews/InterviewsPage.tsx'), 'InterviewsPage'),
})

const interview = createRoute({
  getParentRoute: () => app,
  path: '/interviews/$sessionId',
  component: lazyRouteComponent(() => import('./interviews/SessionPage.tsx'), 'SessionPage'),
})

const interviewMinutes = createRoute({
  getParentRoute: () => app,
  path: '/interviews/$sessionId/minutes',
  component: lazyRouteComponent(() => import('./interviews/MinutesPage.tsx'), 'MinutesPage'),
})

const inboxPreferences = createRoute({
  getParentRoute: () => app,
  path: '/inbox/preferences',
  component: lazyRouteComponent(() => import('./notifications/PreferencesPage.tsx'), 'PreferencesPage'),
})

export const router = createRouter({
  routeTree: root.addChildren([
    login,
    signUp,
    forgotPassword,
    resetPassword,
    invitation,
    share,
    join,
    outbox,
    app.addChildren([
      home,
      dashboard,
      customers,
      newCustomer,
      customer,
      editCustomer,
      customerPlans,
      customerDocuments,
      customerPeople,
      customerActivity,
      customerFacts,
      customerFiles,
      evidence,
      oneEvidence,
      exported,
      settings,
      plans,
      plan,
      planDocuments,
      planTasks,
      planTimeline,
      planActivity,
      documents,
      document,
      documentReview,
      reviews,
      commentLink,
      people,
      activity,
      inbox,
      inboxPreferences,
      interviews,
      interview,
      interviewMinutes,
      customerTasks,
      tasks,
      myWork,
      readiness,
      customerReadiness,
      checklist,
      story,
      roadmap,
      audit,
      statement,
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
