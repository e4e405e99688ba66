import { Button } from '@mantine/core'
import { useSuspenseQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useCan } from '../accounts/useMe.ts'
import { q } from '../api/client.ts'
import { DriftCard } from '../facts/DriftCard.tsx'
import { NewSession } from '../interviews/NewSession.tsx'
import { StartInterview } from '../interviews/StartInterview.tsx'
import { ProgressView } from '../progress/ProgressView.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { CustomerFacts } from './CustomerFacts.tsx'
import { CustomerFrame } from './CustomerFrame.tsx'
import classes from './CustomerPage.module.css'
import { CustomerPeopleCard } from './CustomerPeopleCard.tsx'
import { InterviewNotice } from './InterviewNotice.tsx'

const route = getRouteApi('/app/customers/$customerId')

/** The numbers, once there is something to count. */
function Progress({ customerId }: { customerId: string }) {
  const of = { customer_id: customerId }
  const { data } = useSuspenseQuery(q.progress.figures.queryOptions({ input: of }))
  const plans = Object.values(data.plans).reduce((sum, count) => sum + count, 0)
  if (plans > 0 || data.tasks.total > 0) return <ProgressView of={of} />
  return (
    <EmptyState
      action={
        <Button renderRoot={(props) => <Link {...props} to="/customers/$customerId/plans" params={{ customerId }} />}>
          Go to the plans
        </Button>
      }
    >
      There is no plan yet. A plan names the standard, brings the documents it asks for, and the numbers begin there.
    </EmptyState>
  )
}

/** One customer at a glance: how far it is, what is due, what happened last, and who they are. */
export function CustomerPage() {
  const { customerId } = route.useParams()
  const { data: customer } = useSuspenseQuery(q.customers.get.queryOptions({ input: { customer_id: customerId } }))
  const can = useCan()
  return (
    <CustomerFrame
      customerId={customerId}
      action={
        <>
          <StartInterview subject={{ customer_id: customerId }} />
          <NewSession customerId={customerId} />
        </>
      }
    >
      <InterviewNotice customerId={customerId} />
      <DriftCard customerId={customerId} />
      <Progress customerId={customerId} />
      <div className={classes.columns}>
        <CustomerFacts customer={customer} />
        {can('people.read', customerId) && <CustomerPeopleCard customer={customer} />}
      </div>
    </CustomerFrame>
  )
}
