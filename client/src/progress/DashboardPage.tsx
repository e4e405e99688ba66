import { Button } from '@mantine/core'
import { useSuspenseQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useCan, useMe } from '../accounts/useMe.ts'
import { q } from '../api/client.ts'
import { PageFrame } from '../app/PageFrame.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { ProgressView } from './ProgressView.tsx'

const everything = {}

/** How the whole organization's work is doing, or for a customer's staff their company's. */
export function DashboardPage() {
  const { organization, customer } = useMe()
  const { data } = useSuspenseQuery(q.progress.figures.queryOptions({ input: everything }))
  const mayAdd = useCan()('customer.write')
  const plans = Object.values(data.plans).reduce((sum, count) => sum + count, 0)
  return (
    <PageFrame title="Dashboard">
      {plans === 0 ? (
        <EmptyState
          action={mayAdd && <Button renderRoot={(props) => <Link {...props} to="/customers/new" />}>Add the first customer</Button>}
        >
          {customer?.name ?? organization.name} has no plan yet. A customer with a standard to certify against gets one, and the numbers
          begin there.
        </EmptyState>
      ) : (
        <ProgressView of={everything} />
      )}
    </PageFrame>
  )
}
