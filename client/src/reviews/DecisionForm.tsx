import { Button, Textarea } from '@mantine/core'
import { useRef, useState } from 'react'
import { issueAt } from '../api/problems.ts'
import { ProblemAlert } from '../ui/ProblemAlert.tsx'
import type { useReviewSteps } from './queries.ts'
import classes from './Review.module.css'
import type { ShownReview } from './ReviewFacts.tsx'

type Props = {
  review: ShownReview
  notes: string
  onNotes: (notes: string) => void
  steps: Pick<ReturnType<typeof useReviewSteps>, 'approve' | 'requestChanges' | 'reject'>
  /** what is shown here can be decided about now */
  isOpen: boolean
  /** its words are on the page */
  isShown: boolean
}

/** Approve what is shown, or say in notes why not yet. */
export function DecisionForm({ review, notes, onNotes, steps, isOpen, isShown }: Props) {
  const { approve, requestChanges, reject } = steps
  const each = [approve, requestChanges, reject]
  const field = useRef<HTMLTextAreaElement>(null)
  const [needsNotes, setNeedsNotes] = useState(false)
  const error = each.find((step) => step.error !== null)?.error ?? null
  const isBusy = each.some((step) => step.isPending)
  const begin = (needed: boolean): boolean => {
    for (const step of each) step.reset()
    const lacks = needed && notes.trim() === ''
    setNeedsNotes(lacks)
    if (lacks) field.current?.focus()
    return !lacks
  }
  const isDisabled = ({ isPending }: { isPending: boolean }) => !isOpen || (isBusy && !isPending)
  const decision = { document_id: review.document_id, version_hash: review.version_hash, notes: notes.trim() }
  return (
    <>
      <Textarea
        ref={field}
        value={notes}
        onChange={({ currentTarget }) => onNotes(currentTarget.value)}
        readOnly={isBusy}
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
          disabled={isDisabled(approve) || !isShown}
          onClick={() => begin(false) && approve.mutate(decision)}
        >
          Approve version {review.document_version}
        </Button>
        <Button
          variant="default"
          loading={requestChanges.isPending}
          disabled={isDisabled(requestChanges)}
          onClick={() => begin(true) && requestChanges.mutate(decision)}
        >
          Request changes
        </Button>
        <Button
          variant="subtle"
          color="missing"
          loading={reject.isPending}
          disabled={isDisabled(reject)}
          onClick={() => begin(true) && reject.mutate(decision)}
        >
          Reject
        </Button>
      </div>
    </>
  )
}
