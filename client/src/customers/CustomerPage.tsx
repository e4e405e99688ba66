import { useSuspenseQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { PlanSection } from '../plans/PlanSection.tsx'
import { documentsOfCustomer, plansOfCustomer } from '../plans/queries.ts'
import { CustomerFrame } from './CustomerFrame.tsx'

const route = getRouteApi('/app/customers/$customerId')

/** One customer at a glance. */
export function CustomerPage() {
  const { customerId } = route.useParams()
  const { data: plans } = useSuspenseQuery(plansOfCustomer(customerId))
  const { data: documents } = useSuspenseQuery(documentsOfCustomer(customerId))
  return (
    <CustomerFrame customerId={customerId}>
      {plans.map((plan) => (
        <PlanSection key={plan.id} plan={plan} documents={documents.filter((one) => one.plan_id === plan.id)} />
      ))}
    </CustomerFrame>
  )
}
