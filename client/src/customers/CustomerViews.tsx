import { useCan } from '../accounts/useMe.ts'
import { type View, Views } from '../app/Views.tsx'

/** The views of one customer: only those the reader's role opens. */
function useViews(customerId: string): View[] {
  const can = useCan()
  const params = { customerId }
  return [
    { label: 'Overview', link: { to: '/customers/$customerId', params, activeOptions: { exact: true } }, shown: true },
    {
      label: 'Facts',
      link: { to: '/customers/$customerId/facts', params, activeOptions: { includeSearch: false } },
      shown: can('document.read', customerId),
    },
    { label: 'Plans', link: { to: '/customers/$customerId/plans', params }, shown: can('plan.read', customerId) },
    { label: 'Documents', link: { to: '/customers/$customerId/documents', params }, shown: can('document.read', customerId) },
    {
      label: 'Tasks',
      link: { to: '/customers/$customerId/tasks', params, activeOptions: { includeSearch: false } },
      shown: can('task.read', customerId),
    },
    {
      label: 'Files and evidence',
      link: { to: '/customers/$customerId/files', params, activeOptions: { includeSearch: false } },
      shown: can('document.read', customerId),
    },
    { label: 'Readiness', link: { to: '/customers/$customerId/readiness', params }, shown: can('readiness.read', customerId) },
    { label: 'People', link: { to: '/customers/$customerId/people', params }, shown: can('customer_staff.invite', customerId) },
    { label: 'Activity', link: { to: '/customers/$customerId/activity', params }, shown: can('activity.read', customerId) },
  ]
}

/** The ways between the views of one customer. */
export const CustomerViews = ({ customerId }: { customerId: string }) => (
  <Views label="Views of this customer" views={useViews(customerId)} />
)
