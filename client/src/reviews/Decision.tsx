import type { Approval, ReviewState } from '@certloom/shared/reviews/contract'
import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useCan } from '../accounts/useMe.ts'
import { ProblemAlert } from '../ui/ProblemAlert.tsx'
import { DecidedMeanwhile } from './DecidedMeanwhile.tsx'
import { DecisionForm } from './DecisionForm.tsx'
import { NewerSubmission } from './NewerSubmission.tsx'
import { useMayDecide, useReviewSteps } from './queries.ts'
import classes from './Review.module.css'
import type { ShownReview } from './ReviewFacts.tsx'
import { WithdrawDialog } from './WithdrawDialog.tsx'
import { decidedWords } from './words.ts'

type Props = {
  state: ReviewState
  review: ShownReview
  newer: ShownReview | null
  /** the words of this submission are on the page */
  isShown: boolean
  onReadNewer: () => void
}

/** What the reader may decide about the version shown here, or why they may not. Notes that were begun stay, whatever others decide. */
export function Decision({ state, review, newer, isShown, onReadNewer }: Props) {
  const can = useCan()
  const mayDecide = useMayDecide(state)
  const [notes, setNotes] = useState('')
  const { approve, requestChanges, reject } = useReviewSteps(() => setNotes(''))
  const steps = { approve, requestChanges, reject }
  const each = Object.values(steps)
  const isBusy = each.some(({ isPending }) => isPending)
  const isWriting = notes.trim() !== ''
  const readNewer = () => {
    for (const step of each) step.reset()
    onReadNewer()
  }
  return (
    <section className={classes.box} aria-labelledby="decision">
      <h2 id="decision" className={classes.heading}>
        Decision
      </h2>
      {newer && <NewerSubmission newer={newer} onRead={readNewer} />}
      {!mayDecide && isWriting && !isBusy && <DecidedMeanwhile words={decidedWords(review) ?? whyNot(state, review)} notes={notes} />}
      {mayDecide || isWriting ? (
        <DecisionForm
          review={review}
          notes={notes}
          onNotes={setNotes}
          steps={steps}
          isOpen={mayDecide && newer === null}
          isShown={isShown}
        />
      ) : (
        <>
          <ProblemAlert error={each.find(({ error }) => error !== null)?.error} />
          <p className={classes.quiet}>{whyNot(state, review)}</p>
        </>
      )}
      <Withdrawing documentId={state.document_id} approval={can('document.approve', review.customer_id) ? state.approval : null} />
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

/** The way to take back the approval that stands. The dialog keeps to the one it was opened for. */
function Withdrawing({ documentId, approval }: { documentId: string; approval: Approval | null }) {
  const [meant, setMeant] = useState<Approval | null>(null)
  return (
    <>
      {approval && (
        <Button variant="subtle" color="missing" size="compact-sm" onClick={() => setMeant(approval)}>
          Withdraw the approval of version {approval.document_version}
        </Button>
      )}
      {meant && <WithdrawDialog documentId={documentId} approval={meant} onClose={() => setMeant(null)} />}
    </>
  )
}
