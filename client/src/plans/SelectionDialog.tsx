import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api, q } from '../api/client.ts'
import { announce } from '../app/announcer.ts'
import { FormDialog } from '../ui/FormDialog.tsx'
import { SkeletonRows } from '../ui/PageSkeleton.tsx'
import { ProblemAlert } from '../ui/ProblemAlert.tsx'
import { type Mode, ModeChoice } from './ModeChoice.tsx'
import classes from './PlanFrame.module.css'
import type { PlanDialogProps } from './planDialog.ts'
import { usePlanRefresh } from './planMutations.ts'
import { documentsOfPlan } from './queries.ts'
import { TemplateChoice } from './TemplateChoice.tsx'

/** Changes which templates a plan has. Says what comes and what goes before it does. */
export function SelectionDialog({ plan, onClose }: PlanDialogProps) {
  const templates = useQuery(q.templates.list.queryOptions({ input: { iso_standard_id: plan.iso_standard_id, limit: 200 } }))
  const documents = useQuery(documentsOfPlan(plan.id))
  const [mode, setMode] = useState<Mode>(plan.template_selection_mode)
  const [chosen, setChosen] = useState<ReadonlySet<string> | null>(null)
  const present = new Set(documents.data?.map((document) => document.template_id))
  const core = templates.data?.data.filter((template) => template.set === 'core').map(({ id }) => id) ?? []
  const picked = chosen ?? present
  const wanted = mode === 'all' ? new Set(core) : picked
  const refresh = usePlanRefresh()
  const change = useMutation({
    mutationFn: () =>
      api.plans.selectTemplates({
        customer_id: plan.customer_id,
        plan_id: plan.id,
        template_selection_mode: mode,
        selected_template_ids: mode === 'all' ? [] : [...picked],
      }),
    onSuccess: async () => {
      await refresh()
      announce('The documents of the plan are changed')
      onClose()
    },
  })
  const failed = templates.error ?? documents.error
  const difference = { added: without(wanted, present), gone: without(present, wanted) }
  const isSame = mode === plan.template_selection_mode && difference.added + difference.gone === 0
  const isKnown = templates.data !== undefined && documents.data !== undefined
  return (
    <FormDialog
      title="Choose documents"
      submitLabel="Change the selection"
      pending={change.isPending}
      disabled={!isKnown || wanted.size === 0 || isSame}
      error={change.error}
      onSubmit={() => change.mutate()}
      onClose={onClose}
    >
      {failed !== null && <ProblemAlert error={failed} />}
      {!isKnown && failed === null && <SkeletonRows rows={4} />}
      {isKnown && (
        <>
          <ModeChoice mode={mode} onChange={setMode} coreCount={core.length} />
          {mode === 'selective' && <TemplateChoice templates={templates.data.data} picked={picked} onPick={setChosen} />}
          <p role="status" className={classes.plain}>
            {wanted.size === 0 ? 'Choose at least one document.' : differenceWords(difference)}
          </p>
        </>
      )}
    </FormDialog>
  )
}

function differenceWords({ added, gone }: { added: number; gone: number }): string {
  if (added === 0 && gone === 0) return 'The plan has these documents already.'
  const parts = [
    added > 0 && `${added} will be made`,
    gone > 0 &&
      `${gone} will be archived with ${gone === 1 ? 'its' : 'their'} tasks, unless somebody has written in ${gone === 1 ? 'it' : 'one'}`,
  ]
  return `Of the documents, ${parts.filter(Boolean).join(' and ')}.`
}

const without = (ids: ReadonlySet<string>, others: ReadonlySet<string>): number => [...ids].filter((id) => !others.has(id)).length
