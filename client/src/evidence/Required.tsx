import type { RequirementState } from '@certloom/shared/evidence/listing'
import { Button, NativeSelect } from '@mantine/core'
import { useQuery, useSuspenseInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useCallback } from 'react'
import { q } from '../api/client.ts'
import type { RegisterSearch } from '../app/evidenceRoute.ts'
import { EmptyState } from '../ui/EmptyState.tsx'
import filters from '../ui/Filters.module.css'
import { SearchField } from '../ui/SearchField.tsx'
import { ShowMore } from '../ui/ShowMore.tsx'
import { GiveDialog } from './GiveDialog.tsx'
import { PlaceFilter } from './PlaceFilter.tsx'
import classes from './Register.module.css'
import { RequiredSummary } from './RequiredSummary.tsx'
import { RequiredTable } from './RequiredTable.tsx'
import { requirementList } from './registerQueries.ts'
import { choices } from './words.ts'

type Props = { customerId: string; search: RegisterSearch; onNarrow: (change: RegisterSearch) => void }

const stateWords: Record<RequirementState, string> = {
  missing: 'Missing',
  rejected: 'Rejected',
  expired: 'Expired',
  waiting: 'Pending review',
  expiring: 'Ends soon',
  present: 'Present',
}

/** What is required against what is there: how it stands as a whole, and each requirement with the way to give what it lacks. */
export function Required({ customerId, search, onNarrow }: Props) {
  const list = useSuspenseInfiniteQuery(requirementList(customerId, search))
  const { data: summary } = useQuery(q.evidence.summary.queryOptions({ input: { customer_id: customerId } }))
  const rows = list.data.pages.flatMap((page) => page.data)
  const given = rows.find(({ task_id }) => task_id === search.give)
  const onSearch = useCallback((words: string | undefined) => onNarrow({ q: words }), [onNarrow])
  if (summary?.required === 0)
    return (
      <EmptyState
        action={
          <Button variant="default" renderRoot={(props) => <Link {...props} to="/customers/$customerId/plans" params={{ customerId }} />}>
            Open the plans
          </Button>
        }
      >
        Nothing asks for evidence yet. The documents of a plan say what they need once there is one.
      </EmptyState>
    )
  return (
    <div className={classes.list}>
      {summary && <RequiredSummary summary={summary} state={search.state} onState={(state) => onNarrow({ state })} />}
      <search className={filters.filters}>
        <SearchField label="Search what is required" words={search.q} onSearch={onSearch} />
        <NativeSelect
          className={filters.select}
          aria-label="Status"
          value={search.state ?? ''}
          onChange={({ currentTarget: { value } }) => onNarrow({ state: (value || undefined) as RequirementState | undefined })}
          data={choices('Any status', stateWords)}
        />
        <PlaceFilter customerId={customerId} search={search} onNarrow={onNarrow} />
      </search>
      {rows.length === 0 ? (
        <EmptyState>Nothing that is required fits these filters.</EmptyState>
      ) : (
        <RequiredTable rows={rows} counts={summary} customerId={customerId} />
      )}
      <ShowMore list={list} />
      {given && <GiveDialog requirement={given} customerId={customerId} onClose={() => onNarrow({ give: undefined })} />}
    </div>
  )
}
