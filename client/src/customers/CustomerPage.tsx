import { useSuspenseQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useCan } from '../accounts/useMe.ts'
import { ActivityFeed } from '../activity/ActivityFeed.tsx'
import { q } from '../api/client.ts'
import { StartInterview } from '../interviews/StartInterview.tsx'
import { CustomerFacts } from './CustomerFacts.tsx'
import { CustomerFrame } from './CustomerFrame.tsx'
import { CustomerNumbers } from './CustomerNumbers.tsx'
import classes from './CustomerPage.module.css'
import { CustomerPeopleCard } from './CustomerPeopleCard.tsx'
import { Deadlines } from './Deadlines.tsx'
import { OverviewCard } from './OverviewCard.tsx'

const route = getRouteApi('/app/customers/$customerId')
const recent = 8

/** One customer at a glance: how far it is, what is due, who they are, and what happened last. */
export function CustomerPage() {
  const { customerId } = route.useParams()
  const { data: customer } = useSuspenseQuery(q.customers.get.queryOptions({ input: { customer_id: customerId } }))
  const can = useCan()
  return (
    <CustomerFrame customerId={customerId} action={<StartInterview subject={{ customer_id: customerId }} />}>
      <CustomerNumbers customerId={customerId} />
      <div className={classes.columns}>
        <div className={classes.column}>
          <Deadlines customerId={customerId} />
          {can('activity.read', customerId) && (
            <OverviewCard
              title="Recent activity"
              more={
                <Link to="/customers/$customerId/activity" params={{ customerId }}>
                  All activity
                </Link>
              }
            >
              <ActivityFeed customerId={customerId} most={recent} />
            </OverviewCard>
          )}
        </div>
        <div className={classes.column}>
          <CustomerFacts customer={customer} />
          {can('people.read', customerId) && <CustomerPeopleCard customer={customer} />}
        </div>
      </div>
    </CustomerFrame>
  )
}
