import { useSuspenseQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useCan } from '../accounts/useMe.ts'
import { q } from '../api/client.ts'
import { DriftCard } from '../facts/DriftCard.tsx'
import { NewSession } from '../interviews/NewSession.tsx'
import { StartInterview } from '../interviews/StartInterview.tsx'
import { ProgressView } from '../progress/ProgressView.tsx'
import { CustomerFacts } from './CustomerFacts.tsx'
import { CustomerFrame } from './CustomerFrame.tsx'
import classes from './CustomerPage.module.css'
import { CustomerPeopleCard } from './CustomerPeopleCard.tsx'

const route = getRouteApi('/app/customers/$customerId')

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
          <NewSession customerId={customerId} />
          <StartInterview subject={{ customer_id: customerId }} />
        </>
      }
    >
      <DriftCard customerId={customerId} />
      <ProgressView of={{ customer_id: customerId }} />
      <div className={classes.columns}>
        <CustomerFacts customer={customer} />
        {can('people.read', customerId) && <CustomerPeopleCard customer={customer} />}
      </div>
    </CustomerFrame>
  )
}
