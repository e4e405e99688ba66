import { NativeSelect, Radio, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { q } from '../api/client.ts'
import { issueAt } from '../api/problems.ts'
import { announce } from '../app/announcer.ts'
import { FormDialog } from '../ui/FormDialog.tsx'
import { formText } from '../ui/formText.ts'
import { SkeletonRows } from '../ui/PageSkeleton.tsx'
import { ProblemAlert } from '../ui/ProblemAlert.tsx'
import classes from './NewPlanDialog.module.css'
import { TemplateChoice } from './TemplateChoice.tsx'

type Mode = 'all' | 'selective'

function useCreatePlan(onDone: () => void) {
  const queryClient = useQueryClient()
  return useMutation(
    q.plans.create.mutationOptions({
      onSuccess: async (plan) => {
        await Promise.all([q.plans.key(), q.documents.key()].map((queryKey) => queryClient.invalidateQueries({ queryKey })))
        announce(`${plan.plan_name} is ready with ${plan.document_count} documents`)
        onDone()
      },
    }),
  )
}

/** Makes a plan for a standard, with all of its core documents or with chosen ones. */
export function NewPlanDialog({ customerId, onClose }: { customerId: string; onClose: () => void }) {
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
  const create = useCreatePlan(onClose)
  const count = mode === 'all' ? core.length : picked.size
  const chooseFramework = (id: string) => {
    setChosenId(id)
    setPicked(new Set())
  }
  const submit = (form: HTMLFormElement) => {
    if (frameworkId === undefined || count === 0) return
    create.mutate({
      customer_id: customerId,
      iso_standard_id: frameworkId,
      template_selection_mode: mode,
      selected_template_ids: mode === 'all' ? [] : [...picked],
      target_completion_date: formText(form, 'target_completion_date') || null,
    })
  }
  return (
    <FormDialog
      title="New plan"
      submitLabel={count === 0 ? 'Make the plan' : `Make the plan with ${count} ${count === 1 ? 'document' : 'documents'}`}
      pending={create.isPending}
      disabled={count === 0}
      error={create.error}
      onSubmit={submit}
      onClose={onClose}
    >
      <WhenLoaded queries={[catalogue, templates]}>
        <NativeSelect
          label="Standard"
          data-autofocus
          value={frameworkId}
          onChange={(event) => chooseFramework(event.currentTarget.value)}
          data={frameworks.map((framework) => ({ value: framework.id, label: `${framework.name} – ${framework.title}` }))}
          error={issueAt(create.error, 'iso_standard_id')}
        />
        <ModeChoice mode={mode} onChange={setMode} coreCount={core.length} />
        {mode === 'selective' && <TemplateChoice templates={templates.data?.data ?? []} picked={picked} onPick={setPicked} />}
        <TextInput
          className={classes.date}
          type="date"
          name="target_completion_date"
          label="Target date (optional)"
          error={issueAt(create.error, 'target_completion_date')}
        />
      </WhenLoaded>
      {create.isPending && <p role="status">Making {count} documents. This takes a few seconds.</p>}
    </FormDialog>
  )
}

function ModeChoice({ mode, onChange, coreCount }: { mode: Mode; onChange: (mode: Mode) => void; coreCount: number }) {
  return (
    <Radio.Group label="Documents" value={mode} onChange={(value) => onChange(value === 'all' ? 'all' : 'selective')}>
      <div className={classes.modes}>
        <Radio value="all" label={`All ${coreCount} core documents`} />
        <Radio value="selective" label="Only those I choose" />
      </div>
    </Radio.Group>
  )
}

function WhenLoaded({ queries, children }: { queries: { error: unknown; isLoading: boolean }[]; children: ReactNode }) {
  const failed = queries.find((query) => query.error !== null)
  if (failed) return <ProblemAlert error={failed.error} />
  return queries.some((query) => query.isLoading) ? <SkeletonRows rows={3} /> : children
}
