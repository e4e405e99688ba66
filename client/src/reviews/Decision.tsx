import type { ReviewState } from '@certloom/shared/reviews/contract'
import { Button, Textarea } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { Link } from '@tanstack/react-router'
import { useRef, useState } from 'react'
import { useCan } from '../accounts/useMe.ts'
import { issueAt } from '../api/problems.ts'
import { ProblemAlert } from '../ui/ProblemAlert.tsx'
import { useMayDecide, useReviewSteps } from './queries.ts'
import classes from './Review.module.css'
import type { ShownReview } from './ReviewFacts.tsx'
import { WithdrawDialog } from './WithdrawDialog.tsx'

/** What the reader may decide about the version shown here, or why they may not. */
export function Decision({ state, review }: { state: ReviewState; review: ShownReview }) {
  const can = useCan()
  const mayDecide = useMayDecide(state)
  const mayWithdraw = can('document.approve', review.customer_id) && state.approval !== null
  const [isWithdrawing, withdrawing] = useDisclosure(false)
  return (
    <section className={classes.box} aria-labelledby="decision">
      <h2 id="decision" className={classes.heading}>
        Decision
      </h2>
      {mayDecide ? <DecisionForm review={review} /> : <p className={classes.quiet}>{whyNot(state, review)}</p>}
      {mayWithdraw && (
        <Button variant="subtle" color="missing" size="compact-sm" onClick={withdrawing.open}>
          Withdraw the approval of version {state.approval?.document_version}
        </Button>
      )}
      {isWithdrawing && <WithdrawDialog documentId={state.document_id} onClose={withdrawing.close} />}
      <Link to="/documents/$documentId" params={{ documentId: state.document_id }} className={classes.link}>
        Go to the document
      </Link>
    </section>
  )
}

function whyNot({ decision_refusal }: ReviewState, { status }: ShownReview): string {
  if (status !== 'open') return 'Nothing waits for a decision. What was decided stands at the top.'
  return decision_refusal ?? 'A reviewer of the consulting firm decides. You will be told.'
}

/** Approve what is shown, or say in notes why not yet. */
function DecisionForm({ review }: { review: ShownReview }) {
  const field = useRef<HTMLTextAreaElement>(null)
  const [needsNotes, setNeedsNotes] = useState(false)
  const { approve, requestChanges, reject } = useReviewSteps()
  const steps = [approve, requestChanges, reject]
  const error = steps.find((step) => step.error !== null)?.error ?? null
  const isBusy = steps.some((step) => step.isPending)
  const notes = () => field.current?.value.trim() ?? ''
  const begin = (needed: boolean): boolean => {
    for (const step of steps) step.reset()
    const lacks = needed && notes() === ''
    setNeedsNotes(lacks)
    if (lacks) field.current?.focus()
    return !lacks
  }
  const about = { document_id: review.document_id }
  return (
    <>
      <Textarea
        ref={field}
        label="Notes"
        description="Needed to request changes or to reject. Whoever worked on it reads them."
        autosize
        minRows={3}
        maxLength={4000}
        error={needsNotes ? 'Say what is to change, or why it is rejected.' : issueAt(error, 'notes')}
      />
      <ProblemAlert error={error} />
      <div className={classes.ways}>
        <Button
          loading={approve.isPending}
          disabled={isBusy && !approve.isPending}
          onClick={() => begin(false) && approve.mutate({ ...about, version_hash: review.version_hash, notes: notes() })}
        >
          Approve version {review.document_version}
        </Button>
        <Button
          variant="default"
          loading={requestChanges.isPending}
          disabled={isBusy && !requestChanges.isPending}
          onClick={() => begin(true) && requestChanges.mutate({ ...about, notes: notes() })}
        >
          Request changes
        </Button>
        <Button
          variant="subtle"
          color="missing"
          loading={reject.isPending}
          disabled={isBusy && !reject.isPending}
          onClick={() => begin(true) && reject.mutate({ ...about, notes: notes() })}
        >
          Reject
        </Button>
      </div>
    </>
  )
}
