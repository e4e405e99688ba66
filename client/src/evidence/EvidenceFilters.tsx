import { NativeSelect } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useCallback } from 'react'
import { q } from '../api/client.ts'
import type { RegisterSearch } from '../app/evidenceRoute.ts'
import filters from '../ui/Filters.module.css'
import { SearchField } from '../ui/SearchField.tsx'
import { PlaceFilter } from './PlaceFilter.tsx'
import { choices, sortWords, statusWords, typeWords } from './words.ts'

type Props = { customerId: string | undefined; search: RegisterSearch; onNarrow: (change: RegisterSearch) => void }

/** Who may have given something: the organization's people, and those of the customer. */
function useGivers(customerId: string | undefined): { value: string; label: string }[] {
  const { data } = useQuery(q.members.list.queryOptions({ input: { limit: 200 } }))
  const people = data?.data.filter((person) => customerId === undefined || person.customer_id === null || person.customer_id === customerId)
  return [{ value: '', label: 'Given by anybody' }, ...(people ?? []).map(({ user_id, name }) => ({ value: user_id, label: name }))]
}

/** What narrows a list of evidence; all of it is in the address. */
export function EvidenceFilters({ customerId, search, onNarrow }: Props) {
  const givers = useGivers(customerId)
  const onSearch = useCallback((words: string | undefined) => onNarrow({ q: words }), [onNarrow])
  return (
    <search className={filters.filters}>
      <SearchField label="Search evidence" words={search.q} onSearch={onSearch} />
      <NativeSelect
        className={filters.select}
        aria-label="Status"
        value={search.status ?? ''}
        onChange={({ currentTarget: { value } }) => onNarrow({ status: (value || undefined) as RegisterSearch['status'] })}
        data={choices('Any status', statusWords)}
      />
      <NativeSelect
        className={filters.select}
        aria-label="Type"
        value={search.type ?? ''}
        onChange={({ currentTarget: { value } }) => onNarrow({ type: (value || undefined) as RegisterSearch['type'] })}
        data={choices('Any type', typeWords)}
      />
      {customerId !== undefined && <PlaceFilter customerId={customerId} search={search} onNarrow={onNarrow} />}
      <NativeSelect
        className={filters.select}
        aria-label="Given by"
        value={search.by ?? ''}
        onChange={({ currentTarget: { value } }) => onNarrow({ by: value || undefined })}
        data={givers}
      />
      <NativeSelect
        className={filters.select}
        aria-label="Order"
        value={search.sort ?? 'newest'}
        onChange={({ currentTarget: { value } }) => onNarrow({ sort: value === 'newest' ? undefined : (value as RegisterSearch['sort']) })}
        data={Object.entries(sortWords).map(([value, label]) => ({ value, label }))}
      />
    </search>
  )
}
