import { type PlanStatus, planStatuses } from '@certloom/shared/plans/transitions'
import { Button, NativeSelect } from '@mantine/core'
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { q } from '../api/client.ts'
import { byCursor } from '../api/pages.ts'
import { PageFrame } from '../app/PageFrame.tsx'
import { ToCustomers } from '../app/ToCustomers.tsx'
import { CustomerFilter } from '../customers/CustomerPicker.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { Loading } from '../ui/Loading.tsx'
import { ShowMore } from '../ui/ShowMore.tsx'
import { stateWord } from '../ui/StateMark.tsx'
import classes from './PlansPage.module.css'
import { PlanTable } from './PlanTable.tsx'

const route = getRouteApi('/app/plans')

/** The plans of everybody the organization works for, the next target first. */
export function PlansPage() {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const { status, customer, owner } = search
  const list = useInfiniteQuery({
    ...q.plans.listAll.infiniteOptions({
      ...byCursor,
      input: (cursor: string | undefined) => ({
        ...(status && { plan_status: [status] }),
        ...(customer && { customer_id: customer }),
        ...(owner && { owner_id: owner }),
        limit: 50,
        cursor,
      }),
    }),
    placeholderData: keepPreviousData,
  })
  const plans = list.data?.pages.flatMap((page) => page.data)
  const isFiltered = Object.values(search).some((value) => value !== undefined)
  return (
    <PageFrame title="Plans">
      <search className={classes.filters}>
        <CustomerFilter
          customerId={customer}
          onChange={(chosen) => void navigate({ search: (before) => ({ ...before, customer: chosen }), replace: true })}
        />
        <NativeSelect
          label="Status"
          value={status ?? ''}
          onChange={(event) =>
            void navigate({ search: (before) => ({ ...before, status: statusOr(event.currentTarget.value) }), replace: true })
          }
          data={[{ value: '', label: 'Any' }, ...planStatuses.map((value) => ({ value, label: stateWord(value) }))]}
        />
        <NativeSelect
          label="Owner"
          value={owner ?? ''}
          onChange={(event) =>
            void navigate({
              search: (before) => ({ ...before, owner: event.currentTarget.value === 'me' ? 'me' : undefined }),
              replace: true,
            })
          }
          data={[
            { value: '', label: 'Anybody' },
            { value: 'me', label: 'Me' },
          ]}
        />
      </search>
      {plans === undefined && <Loading of={list} />}
      {plans?.length === 0 && (
        <EmptyState
          action={
            isFiltered ? (
              <Button variant="default" onClick={() => void navigate({ search: {}, replace: true })}>
                Show all plans
              </Button>
            ) : (
              <ToCustomers />
            )
          }
        >
          {isFiltered ? 'No plan is like this.' : 'There are no plans yet. A plan is made at a customer and brings its documents.'}
        </EmptyState>
      )}
      {plans !== undefined && plans.length > 0 && <PlanTable plans={plans} />}
      <ShowMore list={list} />
    </PageFrame>
  )
}

const statusOr = (value: string): PlanStatus | undefined => planStatuses.find((status) => status === value)
