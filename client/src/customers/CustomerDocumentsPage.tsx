import { useSuspenseQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { DocumentTable } from '../plans/PlanSection.tsx'
import { documentsOfCustomer } from '../plans/queries.ts'
import { EmptyState } from '../ui/EmptyState.tsx'
import { CustomerFrame } from './CustomerFrame.tsx'

const route = getRouteApi('/app/customers/$customerId/documents')

/** The documents of all of a customer's plans. */
export function CustomerDocumentsPage() {
  const { customerId } = route.useParams()
  const { data: documents } = useSuspenseQuery(documentsOfCustomer(customerId))
  return (
    <CustomerFrame customerId={customerId}>
      {documents.length === 0 ? (
        <EmptyState>There is no document yet. A plan brings them.</EmptyState>
      ) : (
        <DocumentTable documents={documents} />
      )}
    </CustomerFrame>
  )
}
