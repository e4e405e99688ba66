import { useSuspenseQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { DocumentList } from '../documents/DocumentList.tsx'
import { ExportButton } from '../exports/ExportButton.tsx'
import { PlanFrame } from './PlanFrame.tsx'
import { planById } from './queries.ts'

const route = getRouteApi('/app/plans/$planId/documents')

/** The documents of one plan. */
export function PlanDocumentsPage() {
  const { planId } = route.useParams()
  const search = route.useSearch()
  const { data: plan } = useSuspenseQuery(planById(planId))
  const navigate = route.useNavigate()
  return (
    <PlanFrame planId={planId}>
      {plan.document_count > 0 && (
        <div>
          <ExportButton subject={{ is: 'plan', id: planId, name: plan.plan_name, customerId: plan.customer_id }} />
        </div>
      )}
      <DocumentList
        fixed={{ plan_id: planId }}
        search={search}
        onChange={(changes) => void navigate({ search: (before) => ({ ...before, ...changes }), replace: true })}
      />
    </PlanFrame>
  )
}
