import { Button } from '@mantine/core'
import classes from './EvidenceItem.module.css'
import type { Review } from './useReview.ts'

/** The two ways to decide about evidence that waits. */
export function ReviewButtons({ title, review }: { title: string; review: Review }) {
  return (
    <div className={classes.review}>
      <Button size="compact-sm" loading={review.isAccepting} onClick={review.accept} aria-label={`Accept ${title}`}>
        Accept
      </Button>
      <Button size="compact-sm" variant="default" onClick={review.startRejecting} aria-label={`Reject ${title}`}>
        Reject
      </Button>
    </div>
  )
}
