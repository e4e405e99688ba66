import { NativeSelect, TextInput } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { useMe } from '../accounts/useMe.ts'
import { q } from '../api/client.ts'
import { fieldProblem } from '../api/problems.ts'
import { announce } from '../app/announcer.ts'
import { CustomerPicker } from '../customers/CustomerPicker.tsx'
import { PersonPicker } from '../members/PersonPicker.tsx'
import { FormDialog } from '../ui/FormDialog.tsx'
import { formText } from '../ui/formText.ts'
import { SkeletonRows } from '../ui/PageSkeleton.tsx'
import { ProblemAlert } from '../ui/ProblemAlert.tsx'
import { type Mode, ModeChoice } from './ModeChoice.tsx'
import classes from './NewPlanDialog.module.css'
import { OpenPlanLink } from './OpenPlanLink.tsx'
import { usePlanRefresh } from './planMutations.ts'
import { TemplateChoice } from './TemplateChoice.tsx'

function useCreatePlan(onDone: () => void) {
  const refresh = usePlanRefresh()
  return useMutation(
    q.plans.create.mutationOptions({
      onSuccess: async (plan) => {
        await refresh()
        announce(`${plan.plan_name} is ready with ${plan.document_count} documents`)
        onDone()
      },
      // The answer may have been lost on its way, and not the plan: the list behind the dialog is to be true
      onError: () => void refresh(),
    }),
  )
}

/** Makes a plan for a standard, with all of its core documents or with chosen ones; for a customer who is chosen too, if none is given. */
export function NewPlanDialog({ customerId: fixed, onClose }: { customerId?: string | undefined; onClose: () => void }) {
  const [customerId, setCustomerId] = useState(fixed)
  const catalogue = useQuery(q.frameworks.list.queryOptions({ input: { limit: 200 } }))
  const frameworks = catalogue.data?.data.filter((framework) => framework.template_count > 0) ?? []
  const [chosenId, setChosenId] = useState<string | null>(null)
  const frameworkId = chosenId ?? frameworks[0]?.id
  const templates = useQuery({
    ...q.templates.list.queryOptions({ input: { iso_standard_id: frameworkId, limit: 200 } }),
    enabled: frameworkId !== undefined,
  })
  const core = templates.data?.data.filter((template) => template.set === 'core') ?? []
  const [mode, setMode] = useState<Mode>('all')
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set())
  const me = useMe().user.id
  const [ownerId, setOwnerId] = useState<string | null>(me)
  const create = useCreatePlan(onClose)
  const count = mode === 'all' ? core.length : picked.size
  const chooseCustomer = (id: string | undefined) => {
    setCustomerId(id)
    setOwnerId(me)
  }
  const chooseFramework = (id: string) => {
    setChosenId(id)
    setPicked(new Set())
  }
  const submit = (form: HTMLFormElement) => {
    if (customerId === undefined || frameworkId === undefined || count === 0 || create.isPending) return
    create.mutate({
      customer_id: customerId,
      iso_standard_id: frameworkId,
      template_selection_mode: mode,
      selected_template_ids: mode === 'all' ? [] : [...picked],
      target_completion_date: formText(form, 'target_completion_date') || null,
      owner_id: ownerId,
      ...(formText(form, 'plan_name').trim() !== '' && { plan_name: formText(form, 'plan_name') }),
    })
  }
  return (
    <FormDialog
      title="New plan"
      submitLabel={count === 0 ? 'Make the plan' : `Make the plan with ${count} ${count === 1 ? 'document' : 'documents'}`}
      pending={create.isPending}
      disabled={count === 0 || customerId === undefined}
      error={create.error}
      onSubmit={submit}
      onClose={onClose}
    >
      <WhenLoaded queries={[catalogue, templates]}>
        {fixed === undefined && (
          <CustomerPicker value={customerId} onChange={chooseCustomer} placeholder="Choose a customer" required isFirst />
        )}
        <NativeSelect
          label="Standard"
          data-autofocus={fixed !== undefined || undefined}
          value={frameworkId}
          onChange={(event) => chooseFramework(event.currentTarget.value)}
          data={frameworks.map((framework) => ({ value: framework.id, label: `${framework.name} – ${framework.title}` }))}
          error={fieldProblem(create.error, 'iso_standard_id')}
        />
        <ModeChoice mode={mode} onChange={setMode} coreCount={core.length} />
        {mode === 'selective' && <TemplateChoice templates={templates.data?.data ?? []} picked={picked} onPick={setPicked} />}
        <TextInput
          name="plan_name"
          label="Name (optional)"
          placeholder="Named after the standard and the year"
          maxLength={200}
          error={fieldProblem(create.error, 'plan_name')}
        />
        <TextInput
          className={classes.date}
          type="date"
          name="target_completion_date"
          label="Target date (optional)"
          error={fieldProblem(create.error, 'target_completion_date')}
        />
        <PersonPicker
          label="Owner"
          customerId={customerId}
          value={ownerId}
          onChange={setOwnerId}
          error={fieldProblem(create.error, 'owner_id')}
        />
      </WhenLoaded>
      <OpenPlanLink error={create.error} />
      {create.isPending && <Making count={count} />}
    </FormDialog>
  )
}

/** All of it is made at once or not at all, so there is no part to show; it takes less than a second where nothing else is going on. */
function Making({ count }: { count: number }) {
  return (
    <div role="status" className={classes.making}>
      <span>
        Making {count} {count === 1 ? 'document' : 'documents'} and their tasks
      </span>
      <progress className={classes.progress} aria-label="Making the plan" />
    </div>
  )
}

function WhenLoaded({ queries, children }: { queries: { data: unknown; error: unknown; isLoading: boolean }[]; children: ReactNode }) {
  const failed = queries.find((query) => query.error !== null && query.data === undefined)
  if (failed) return <ProblemAlert error={failed.error} />
  return queries.some((query) => query.isLoading) ? <SkeletonRows rows={3} /> : children
}
