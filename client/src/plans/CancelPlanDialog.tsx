import { countOf } from '../tasks/words.ts'
import { FormDialog } from '../ui/FormDialog.tsx'
import classes from './PlanFrame.module.css'
import type { PlanDialogProps } from './planDialog.ts'
import { useStatusChange } from './planMutations.ts'

/** Says what cancelling does, then does it. */
export function CancelPlanDialog({ plan, onClose }: PlanDialogProps) {
  const cancel = useStatusChange(plan, onClose)
  return (
    <FormDialog
      title="Cancel this plan"
      submitLabel="Cancel the plan"
      dismissLabel="Keep it"
      pending={cancel.isPending}
      error={cancel.error}
      onSubmit={() => cancel.mutate('cancelled')}
      onClose={onClose}
      danger
    >
      <p className={classes.plain}>
        {countOf(plan.document_count, 'document')} and {countOf(plan.total_tasks, 'task')} leave every list, and whoever has one of the
        documents open is taken out of it. Nothing is lost: resuming the plan brings all of it back.
      </p>
    </FormDialog>
  )
}
