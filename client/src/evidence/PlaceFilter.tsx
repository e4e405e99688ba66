import { NativeSelect } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { RegisterSearch } from '../app/evidenceRoute.ts'
import { documentsOfCustomer, plansOfCustomer } from '../plans/queries.ts'
import filters from '../ui/Filters.module.css'

type Props = { customerId: string; search: RegisterSearch; onNarrow: (change: RegisterSearch) => void }

/** Narrows a list to a plan or a document of it. */
export function PlaceFilter({ customerId, search: { plan, document }, onNarrow }: Props) {
  const { data: plans = [] } = useQuery(plansOfCustomer(customerId))
  const { data: documents = [] } = useQuery(documentsOfCustomer(customerId))
  const offered = documents.filter(({ plan_id }) => plan === undefined || plan_id === plan)
  return (
    <>
      {plans.length > 1 && (
        <NativeSelect
          className={filters.select}
          aria-label="Plan"
          value={plan ?? ''}
          onChange={({ currentTarget: { value } }) => onNarrow({ plan: value || undefined, document: undefined })}
          data={[{ value: '', label: 'All plans' }, ...plans.map(({ id, plan_name }) => ({ value: id, label: plan_name }))]}
        />
      )}
      <NativeSelect
        className={filters.select}
        aria-label="Document"
        value={document ?? ''}
        onChange={({ currentTarget: { value } }) => onNarrow({ document: value || undefined })}
        data={[{ value: '', label: 'All documents' }, ...offered.map(({ id, document_name }) => ({ value: id, label: document_name }))]}
      />
    </>
  )
}
