import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { q } from '../api/client.ts'
import { countOf } from '../tasks/words.ts'
import { FormDialog } from '../ui/FormDialog.tsx'
import { SkeletonRows } from '../ui/PageSkeleton.tsx'
import { StatusChip } from '../ui/StateMark.tsx'
import classes from './PlanFrame.module.css'
import type { PlanDialogProps } from './planDialog.ts'
import { useStatusChange } from './planMutations.ts'
import { documentsOfPlan } from './queries.ts'

/** Lists what is missing for the certificate, then marks the plan as completed all the same, if one wants to. */
export function CompletePlanDialog({ plan, onClose }: PlanDialogProps) {
  const complete = useStatusChange(plan, onClose)
  const { data: figures } = useQuery(q.progress.figures.queryOptions({ input: { plan_id: plan.id } }))
  const { data: documents } = useQuery(documentsOfPlan(plan.id))
  const missing = documents?.filter(({ status }) => status !== 'approved')
  const isKnown = figures !== undefined && missing !== undefined
  const open = figures === undefined ? 0 : figures.tasks.pending + figures.tasks.in_progress + figures.tasks.blocked
  const evidence = figures === undefined ? 0 : figures.evidence.required - figures.evidence.given
  const isWhole = isKnown && missing.length === 0 && open === 0 && evidence === 0
  return (
    <FormDialog
      title="Complete this plan"
      submitLabel={isWhole ? 'Complete the plan' : 'Complete it all the same'}
      pending={complete.isPending}
      disabled={!isKnown}
      error={complete.error}
      onSubmit={() => complete.mutate('completed')}
      onClose={onClose}
    >
      {!isKnown && <SkeletonRows rows={3} />}
      {isWhole && <p className={classes.plain}>Every document is approved, every task is done and no evidence is missing.</p>}
      {isKnown && !isWhole && (
        <>
          <p className={classes.plain}>
            What is still missing:{' '}
            {[
              missing.length > 0 &&
                `${missing.length} of ${countOf(documents?.length ?? 0, 'document')} ${missing.length === 1 ? 'is' : 'are'} not approved`,
              open > 0 && `${countOf(open, 'task')} ${open === 1 ? 'is' : 'are'} open`,
              evidence > 0 && `evidence is missing for ${countOf(evidence, 'task')}`,
            ]
              .filter(Boolean)
              .join(', ')}
            . Open tasks stay open.
          </p>
          <ul className={classes.documents}>
            {missing.map((document) => (
              <li key={document.id} className={classes.document}>
                <Link to="/documents/$documentId" params={{ documentId: document.id }} className={classes.link}>
                  {document.document_name}
                </Link>{' '}
                <StatusChip state={document.status} />
              </li>
            ))}
          </ul>
        </>
      )}
    </FormDialog>
  )
}
