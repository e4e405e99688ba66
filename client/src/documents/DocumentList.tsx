import type { DocumentStatus, DocumentSummary } from '@certloom/shared/documents/contract'
import { documentStatuses } from '@certloom/shared/documents/statuses'
import { Button, NativeSelect, TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { q } from '../api/client.ts'
import { byCursor } from '../api/pages.ts'
import { ToCustomers } from '../app/ToCustomers.tsx'
import { CustomerFilter } from '../customers/CustomerPicker.tsx'
import { documentTypeName } from '../plans/documentType.ts'
import { Condition, Conditions } from '../ui/Conditions.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { Loading } from '../ui/Loading.tsx'
import { ShowMore } from '../ui/ShowMore.tsx'
import { stateWord } from '../ui/StateMark.tsx'
import classes from './DocumentList.module.css'
import { DocumentTable } from './DocumentTable.tsx'
import { type DocumentListSearch, documentOrders, statusesIn } from './documentListSearch.ts'

type Fixed = { customer_id?: string; plan_id?: string }
type ListProps = { fixed: Fixed; search: DocumentListSearch; onChange: (changes: DocumentListSearch) => void }

/** Documents with how far they are, filtered and sorted as the address says. */
export function DocumentList({ fixed, search, onChange }: ListProps) {
  const list = useInfiniteQuery({
    ...q.documents.list.infiniteOptions({
      ...byCursor,
      input: (cursor: string | undefined) => ({ ...asked(fixed, search), limit: 50, cursor }),
    }),
    placeholderData: keepPreviousData,
  })
  const documents = list.data?.pages.flatMap((page) => page.data)
  const isFiltered = Object.entries(search).some(([name, value]) => name !== 'sort' && value !== undefined)
  return (
    <>
      <Filters fixed={fixed} search={search} onChange={onChange} />
      {search.facts !== undefined && (
        <Conditions>
          <Condition words="Approved with older facts" onRemove={() => onChange({ facts: undefined })} />
        </Conditions>
      )}
      {documents === undefined && <Loading of={list} />}
      {documents?.length === 0 && (
        <EmptyState
          action={
            isFiltered ? (
              <Button
                variant="default"
                onClick={() => onChange({ status: undefined, customer: undefined, assignee: undefined, facts: undefined, q: undefined })}
              >
                Show all documents
              </Button>
            ) : (
              fixed.plan_id === undefined && <ToCustomers />
            )
          }
        >
          {isFiltered
            ? 'No document matches these filters.'
            : 'There is no document here. A plan brings the documents its standard asks for.'}
        </EmptyState>
      )}
      {documents !== undefined && documents.length > 0 && (
        <DocumentTable documents={documents} under={fixed.plan_id === undefined ? placeOf : typeOf} />
      )}
      <ShowMore list={list} />
    </>
  )
}

const placeOf = ({ customer_name, plan_name }: DocumentSummary): string => `${customer_name} · ${plan_name}`
const typeOf = ({ document_type }: DocumentSummary): string => documentTypeName(document_type)

const asked = (fixed: Fixed, search: DocumentListSearch) => ({
  ...(search.customer !== undefined && { customer_id: search.customer }),
  ...fixed,
  ...(search.status !== undefined && { status: statusesIn(search.status) }),
  ...(search.assignee !== undefined && { assigned_to: search.assignee }),
  ...(search.facts !== undefined && { facts: search.facts }),
  ...(search.q !== undefined && { q: search.q }),
  ...(search.sort !== undefined && { sort: search.sort }),
})

const orderWords = { due_date: 'Due first', updated: 'Changed last' } as const
const assignees = [
  { value: '', label: 'Anybody’s' },
  { value: 'me', label: 'Mine' },
  { value: 'nobody', label: 'Nobody’s' },
]

function Filters({ fixed, search, onChange }: ListProps) {
  const one = documentStatuses.find((status) => status === search.status)
  return (
    <search className={classes.filters}>
      <NameField value={search.q} onChange={(name) => onChange({ q: name })} />
      {fixed.customer_id === undefined && fixed.plan_id === undefined && (
        <CustomerFilter customerId={search.customer} onChange={(customer) => onChange({ customer })} />
      )}
      <NativeSelect
        label="Status"
        value={search.status ?? ''}
        onChange={(event) => onChange({ status: event.currentTarget.value || undefined })}
        data={[{ value: '', label: 'Any' }, ...statusChoices(one === undefined ? search.status : undefined)]}
      />
      <NativeSelect
        label="Responsible"
        value={search.assignee ?? ''}
        onChange={(event) => onChange({ assignee: event.currentTarget.value || undefined })}
        data={assignees}
      />
      <NativeSelect
        label="Order"
        value={search.sort ?? ''}
        onChange={(event) => onChange({ sort: documentOrders.find((order) => order === event.currentTarget.value) })}
        data={[{ value: '', label: 'As in the plan' }, ...documentOrders.map((value) => ({ value, label: orderWords[value] }))]}
      />
    </search>
  )
}

/** Every status, and what the address asks for if that is several. */
const statusChoices = (several: string | undefined) => [
  ...(several === undefined ? [] : [{ value: several, label: (several.split(',') as DocumentStatus[]).map(stateWord).join(', ') }]),
  ...documentStatuses.map((value) => ({ value, label: stateWord(value) })),
]

const typingPause = 250

/** Asks once somebody pauses, not at every letter. */
function NameField({ value, onChange }: { value: string | undefined; onChange: (value: string | undefined) => void }) {
  const [typed, setTyped] = useState(value ?? '')
  useEffect(() => {
    if (typed === (value ?? '')) return
    const timer = setTimeout(() => onChange(typed.trim() === '' ? undefined : typed), typingPause)
    return () => clearTimeout(timer)
  }, [typed, value, onChange])
  return (
    <TextInput
      type="search"
      label="Search"
      placeholder="Name of a document"
      leftSection={<IconSearch className={classes.icon} aria-hidden />}
      value={typed}
      maxLength={200}
      onChange={(event) => setTyped(event.currentTarget.value)}
    />
  )
}
