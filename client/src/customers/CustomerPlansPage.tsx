import { Button } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useSuspenseQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useCan } from '../accounts/useMe.ts'
import { NewPlanDialog } from '../plans/NewPlanDialog.tsx'
import { PlanSection } from '../plans/PlanSection.tsx'
import { documentsOfCustomer, plansOfCustomer } from '../plans/queries.ts'
import { EmptyState } from '../ui/EmptyState.tsx'
import { CustomerFrame } from './CustomerFrame.tsx'

const route = getRouteApi('/app/customers/$customerId/plans')

/** A customer's plans, each with its documents and how far they are. */
export function CustomerPlansPage() {
  const { customerId } = route.useParams()
  const { data: plans } = useSuspenseQuery(plansOfCustomer(customerId))
  const { data: documents } = useSuspenseQuery(documentsOfCustomer(customerId))
  const [isPlanning, { open, close }] = useDisclosure(false)
  const mayPlan = useCan()('plan.write', customerId)
  return (
    <CustomerFrame customerId={customerId} action={mayPlan && plans.length > 0 && <Button onClick={open}>New plan</Button>}>
      {plans.length === 0 ? (
        <EmptyState action={mayPlan && <Button onClick={open}>Make the first plan</Button>}>
          There is no plan yet. A plan names the standard and brings the documents it asks for.
        </EmptyState>
      ) : (
        plans.map((plan) => <PlanSection key={plan.id} plan={plan} documents={documents.filter((one) => one.plan_id === plan.id)} />)
      )}
      {isPlanning && <NewPlanDialog customerId={customerId} onClose={close} />}
    </CustomerFrame>
  )
}
