import { getRouteApi } from '@tanstack/react-router'
import { DocumentList } from '../documents/DocumentList.tsx'
import { PlanFrame } from './PlanFrame.tsx'

const route = getRouteApi('/app/plans/$planId/documents')

/** The documents of one plan. */
export function PlanDocumentsPage() {
  const { planId } = route.useParams()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  return (
    <PlanFrame planId={planId}>
      <DocumentList
        fixed={{ plan_id: planId }}
        search={search}
        onChange={(changes) => void navigate({ search: (before) => ({ ...before, ...changes }), replace: true })}
      />
    </PlanFrame>
  )
}
