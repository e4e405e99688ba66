import { Button } from '@mantine/core'
import { useSuspenseInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useCan, useMe } from '../accounts/useMe.ts'
import type { RegisterSearch } from '../app/evidenceRoute.ts'
import { EmptyState } from '../ui/EmptyState.tsx'
import { ShowMore } from '../ui/ShowMore.tsx'
import { useSelection } from '../ui/useSelection.ts'
import { AcceptBar } from './AcceptBar.tsx'
import { EvidenceFilters } from './EvidenceFilters.tsx'
import { EvidenceTable } from './EvidenceTable.tsx'
import classes from './Register.module.css'
import { evidenceList } from './registerQueries.ts'

type Props = { customerId?: string | undefined; search: RegisterSearch; onNarrow: (change: RegisterSearch) => void }

const isNarrowed = ({ status, type, by, q, plan, document }: RegisterSearch): boolean =>
  [status, type, by, q, plan, document].some((filter) => filter !== undefined)

function whyEmpty(search: RegisterSearch, isOfOneCustomer: boolean): string {
  if (search.status === 'pending' && [search.type, search.by, search.q].every((filter) => filter === undefined))
    return 'Nothing waits for review. What customers give appears here until somebody accepts or rejects it.'
  if (isNarrowed(search)) return 'No evidence fits these filters.'
  return isOfOneCustomer
    ? 'No evidence was given yet. Look under “Required” for what is asked for, and where to add it.'
    : 'No evidence was given yet. It is added where it is asked for: in a document, at a task, or among a customer’s files.'
}

const unfiltered = { status: undefined, type: undefined, by: undefined, q: undefined, plan: undefined, document: undefined }

/** What to do where nothing is listed. */
function WayOn({ search, customerId, onNarrow }: Props) {
  if (isNarrowed(search))
    return (
      <Button variant="default" onClick={() => onNarrow(unfiltered)}>
        Show all evidence
      </Button>
    )
  if (customerId === undefined) return null
  return (
    <Button renderRoot={(props) => <Link {...props} to="/customers/$customerId/files" params={{ customerId }} />}>
      See what is required
    </Button>
  )
}

/** The evidence of a customer, or of all, with the ways to narrow it; what waits can be accepted together. */
export function RegisterList({ customerId, search, onNarrow }: Props) {
  const list = useSuspenseInfiniteQuery(evidenceList(search, customerId))
  const items = list.data.pages.flatMap((page) => page.data)
  const mayReview = useCan()('evidence.review', customerId)
  const isStaff = useMe().customer === null
  const selection = useSelection(items.filter(({ status }) => status === 'pending').map(({ id }) => id))
  return (
    <div className={classes.list}>
      <EvidenceFilters customerId={customerId} search={search} onNarrow={onNarrow} />
      {mayReview && <AcceptBar selection={selection} />}
      {items.length === 0 ? (
        <EmptyState action={<WayOn search={search} customerId={customerId} onNarrow={onNarrow} />}>
          {whyEmpty(search, customerId !== undefined)}
        </EmptyState>
      ) : (
        <EvidenceTable items={items} selection={mayReview ? selection : null} showsCustomer={customerId === undefined && isStaff} />
      )}
      <ShowMore list={list} />
    </div>
  )
}
