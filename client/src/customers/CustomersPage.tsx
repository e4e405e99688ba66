import { Button } from '@mantine/core'
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useCan } from '../accounts/useMe.ts'
import { q } from '../api/client.ts'
import { byCursor } from '../api/pages.ts'
import { PageFrame } from '../app/PageFrame.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { Loading } from '../ui/Loading.tsx'
import { ShowMore } from '../ui/ShowMore.tsx'
import { ArchivedNotice } from './ArchivedNotice.tsx'
import { CustomerFilters } from './CustomerFilters.tsx'
import classes from './CustomersPage.module.css'
import { CustomerTable } from './CustomerTable.tsx'
import { type CustomersSearch, isFiltered } from './customersSearch.ts'

const route = getRouteApi('/app/customers')

const listOf = ({ framework, archived, ...filter }: CustomersSearch) =>
  q.customers.list.infiniteOptions({
    ...byCursor,
    input: (cursor: string | undefined) => ({ ...filter, iso_standard_id: framework, archived: archived === true, limit: 50, cursor }),
    placeholderData: keepPreviousData,
  })

/** Everybody the organization works for, and how far each is. */
export function CustomersPage() {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const mayAdd = useCan()('customer.write')
  const list = useInfiniteQuery(listOf(search))
  const customers = list.data?.pages.flatMap((page) => page.data)
  const change = (changes: CustomersSearch) => void navigate({ search: (before) => ({ ...before, ...changes }), replace: true })
  const isFirst = customers?.every((customer) => customer.is_self) && !isFiltered(search) && !search.archived
  return (
    <PageFrame
      title="Customers"
      action={
        mayAdd && (
          <Button component={Link} to="/customers/new">
            New customer
          </Button>
        )
      }
    >
      <ArchivedNotice />
      <CustomerFilters search={search} onChange={change} />
      {customers === undefined && <Loading of={list} rows={6} />}
      {customers !== undefined && (
        <>
          <p role="status" className={classes.count}>
            {customers.length === 1 ? '1 customer' : `${customers.length}${list.hasNextPage ? ' or more' : ''} customers`}
          </p>
          {customers.length > 0 && <CustomerTable customers={customers} search={search} onSort={change} />}
          {customers.length === 0 && <NothingFound search={search} onClear={() => void navigate({ search: {}, replace: true })} />}
          {isFirst && (
            <EmptyState
              action={
                mayAdd && (
                  <Button component={Link} to="/customers/new">
                    Add the first customer
                  </Button>
                )
              }
            >
              There are no customers besides yourselves yet. Plans and documents always belong to one.
            </EmptyState>
          )}
        </>
      )}
      <ShowMore list={list} />
    </PageFrame>
  )
}

function NothingFound({ search, onClear }: { search: CustomersSearch; onClear: () => void }) {
  if (search.archived && !isFiltered(search)) return <EmptyState>No customer is archived.</EmptyState>
  return (
    <EmptyState
      action={
        <Button variant="default" onClick={onClear}>
          Show all customers
        </Button>
      }
    >
      No customer matches this search.
    </EmptyState>
  )
}
