import type { SortOrder } from '@certloom/shared/customers/listing'
import type { DocumentSummary } from '@certloom/shared/documents/contract'
import { Button, NativeSelect, TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { useSuspenseQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { type DocumentColumn, DocumentTable } from '../documents/DocumentTable.tsx'
import { documentTypeName } from '../plans/documentType.ts'
import { documentsOfCustomer, plansOfCustomer } from '../plans/queries.ts'
import { EmptyState } from '../ui/EmptyState.tsx'
import { stateWord } from '../ui/StateMark.tsx'
import { CustomerFrame } from './CustomerFrame.tsx'
import classes from './CustomersPage.module.css'
import { type CustomerDocumentsSearch, choose, documentStatuses } from './customerDocumentsSearch.ts'

const route = getRouteApi('/app/customers/$customerId/documents')

/** The documents of all of a customer's plans, to look for one and to see how all are. */
export function CustomerDocumentsPage() {
  const { customerId } = route.useParams()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const { data: documents } = useSuspenseQuery(documentsOfCustomer(customerId))
  const { data: plans } = useSuspenseQuery(plansOfCustomer(customerId))
  const change = (changes: CustomerDocumentsSearch) => void navigate({ search: (before) => ({ ...before, ...changes }), replace: true })
  const shown = choose(documents, search)
  const under = ({ document_type, plan_id }: DocumentSummary) =>
    [documentTypeName(document_type), plans.find(({ id }) => id === plan_id)?.plan_name].filter(Boolean).join(' · ')
  const { sort, order = 'asc' } = search
  const sorting = (column: DocumentColumn) => ({
    order: sort === column ? order : undefined,
    onSort: (next: SortOrder) => change({ sort: column, order: next }),
  })
  if (documents.length === 0) {
    return (
      <CustomerFrame customerId={customerId}>
        <EmptyState
          action={
            <Button renderRoot={(props) => <Link {...props} to="/customers/$customerId/plans" params={{ customerId }} />}>
              Go to the plans
            </Button>
          }
        >
          There is no document yet. A plan brings the documents its standard asks for.
        </EmptyState>
      </CustomerFrame>
    )
  }
  return (
    <CustomerFrame customerId={customerId}>
      <search className={classes.filters}>
        <TextInput
          className={classes.search}
          type="search"
          label="Search"
          placeholder="Name of a document"
          leftSection={<IconSearch className={classes.searchIcon} aria-hidden />}
          value={search.q ?? ''}
          maxLength={200}
          onChange={(event) => change({ q: event.currentTarget.value || undefined })}
        />
        <NativeSelect
          label="Status"
          value={search.status ?? ''}
          onChange={(event) => change({ status: documentStatuses.find((status) => status === event.currentTarget.value) })}
          data={[{ value: '', label: 'Any status' }, ...documentStatuses.map((status) => ({ value: status, label: stateWord(status) }))]}
        />
        {plans.length > 1 && (
          <NativeSelect
            label="Plan"
            value={search.plan ?? ''}
            onChange={(event) => change({ plan: event.currentTarget.value || undefined })}
            data={[{ value: '', label: 'Any plan' }, ...plans.map(({ id, plan_name }) => ({ value: id, label: plan_name }))]}
          />
        )}
      </search>
      <p role="status" className={classes.count}>
        {shown.length === documents.length ? `${documents.length} documents` : `${shown.length} of ${documents.length} documents`}
      </p>
      {shown.length === 0 ? (
        <EmptyState
          action={
            <Button variant="default" onClick={() => void navigate({ search: {}, replace: true })}>
              Show all documents
            </Button>
          }
        >
          No document matches this search.
        </EmptyState>
      ) : (
        <DocumentTable documents={shown} under={under} sorting={sorting} />
      )}
    </CustomerFrame>
  )
}
