import { type PlanStatus, planStatuses } from '@certloom/shared/plans/transitions'
import { Button, NativeSelect } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useCan } from '../accounts/useMe.ts'
import { q } from '../api/client.ts'
import { byCursor } from '../api/pages.ts'
import { PageFrame } from '../app/PageFrame.tsx'
import { ToCustomers } from '../app/ToCustomers.tsx'
import { CustomerFilter } from '../customers/CustomerPicker.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { Loading } from '../ui/Loading.tsx'
import { ShowMore } from '../ui/ShowMore.tsx'
import { stateWord } from '../ui/StateMark.tsx'
import { NewPlanDialog } from './NewPlanDialog.tsx'
import classes from './PlansPage.module.css'
import { PlanTable } from './PlanTable.tsx'
import type { PlansSearch } from './plansSearch.ts'

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
  const isBare = plans?.length === 0 && !isFiltered && !list.isPlaceholderData
  return (
    <PageFrame title="Plans" action={!isBare && <NewPlanButton customerId={customer} />}>
      {!isBare && (
        <Filters
          search={search}
          onChange={(changes) => void navigate({ search: (before) => ({ ...before, ...changes }), replace: true })}
        />
      )}
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
          {isFiltered ? 'No plan matches these filters.' : 'There are no plans yet. A plan is made at a customer and brings its documents.'}
        </EmptyState>
      )}
      {plans !== undefined && plans.length > 0 && <PlanTable plans={plans} />}
      <ShowMore list={list} />
    </PageFrame>
  )
}

/** Which plans are shown. */
function Filters({ search: { status, customer, owner }, onChange }: { search: PlansSearch; onChange: (changes: PlansSearch) => void }) {
  return (
    <search className={classes.filters}>
      <CustomerFilter customerId={customer} onChange={(chosen) => onChange({ customer: chosen })} />
      <NativeSelect
        label="Status"
        value={status ?? ''}
        onChange={(event) => onChange({ status: statusOr(event.currentTarget.value) })}
        data={[{ value: '', label: 'Any' }, ...planStatuses.map((value) => ({ value, label: stateWord(value) }))]}
      />
      <NativeSelect
        label="Owner"
        value={owner ?? ''}
        onChange={(event) => onChange({ owner: event.currentTarget.value === 'me' ? 'me' : undefined })}
        data={[
          { value: '', label: 'Anybody' },
          { value: 'me', label: 'Me' },
        ]}
      />
    </search>
  )
}

/** The way to a new plan, for those who may make one: of the customer whose plans are shown, or of one who is chosen. */
function NewPlanButton({ customerId }: { customerId: string | undefined }) {
  const [isOpen, { open, close }] = useDisclosure(false)
  if (!useCan()('plan.write', customerId)) return null
  return (
    <>
      <Button onClick={open}>New plan</Button>
      {isOpen && <NewPlanDialog customerId={customerId} onClose={close} />}
    </>
  )
}

const statusOr = (value: string): PlanStatus | undefined => planStatuses.find((status) => status === value)
