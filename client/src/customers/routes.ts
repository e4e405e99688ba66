import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router'
import { app } from '../app/rootRoutes.ts'
import { customerDocumentsSearch } from './customerDocumentsSearch.ts'
import { customersSearch } from './customersSearch.ts'

const customers = createRoute({
  getParentRoute: () => app,
  path: '/customers',
  validateSearch: customersSearch,
  beforeLoad: ({ context: { me } }) => {
    if (me.customer !== null) throw redirect({ to: '/customers/$customerId', params: { customerId: me.customer.id } })
  },
  component: lazyRouteComponent(() => import('./CustomersPage.tsx'), 'CustomersPage'),
})

const newCustomer = createRoute({
  getParentRoute: () => app,
  path: '/customers/new',
  component: lazyRouteComponent(() => import('./NewCustomerPage.tsx'), 'NewCustomerPage'),
})

const customer = createRoute({
  getParentRoute: () => app,
  path: '/customers/$customerId',
  component: lazyRouteComponent(() => import('./CustomerPage.tsx'), 'CustomerPage'),
})

const editCustomer = createRoute({
  getParentRoute: () => app,
  path: '/customers/$customerId/edit',
  component: lazyRouteComponent(() => import('./EditCustomerPage.tsx'), 'EditCustomerPage'),
})

const customerPlans = createRoute({
  getParentRoute: () => app,
  path: '/customers/$customerId/plans',
  component: lazyRouteComponent(() => import('./CustomerPlansPage.tsx'), 'CustomerPlansPage'),
})

const customerDocuments = createRoute({
  getParentRoute: () => app,
  path: '/customers/$customerId/documents',
  validateSearch: customerDocumentsSearch,
  component: lazyRouteComponent(() => import('./CustomerDocumentsPage.tsx'), 'CustomerDocumentsPage'),
})

const customerPeople = createRoute({
  getParentRoute: () => app,
  path: '/customers/$customerId/people',
  component: lazyRouteComponent(() => import('./CustomerPeoplePage.tsx'), 'CustomerPeoplePage'),
})

const customerActivity = createRoute({
  getParentRoute: () => app,
  path: '/customers/$customerId/activity',
  component: lazyRouteComponent(() => import('./CustomerActivityPage.tsx'), 'CustomerActivityPage'),
})

export const customersRoutes = [
  customers,
  newCustomer,
  customer,
  editCustomer,
  customerPlans,
  customerDocuments,
  customerPeople,
  customerActivity,
] as const
