import { Alert, Button } from '@mantine/core'
import { When } from '../ui/When.tsx'
import classes from './Review.module.css'
import type { ShownReview } from './ReviewFacts.tsx'

/** What is read here is no longer what is decided about; the way to what is. */
export function NewerSubmission({ newer, onRead }: { newer: ShownReview; onRead: () => void }) {
  return (
    <Alert color="accent" variant="light" title="A newer version was submitted">
      <div className={classes.notice}>
        <span>
          {newer.submitted_by.name} submitted it <When at={newer.submitted_at} />. Read it before you decide. Your notes stay here.
        </span>
        <Button size="xs" onClick={onRead}>
          Read it
        </Button>
      </div>
    </Alert>
  )
}
