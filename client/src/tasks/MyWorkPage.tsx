import { PageFrame } from '../app/PageFrame.tsx'
import { WaitingReviews } from '../reviews/WaitingReviews.tsx'
import { TaskViews } from './TaskViews.tsx'

const mine = { mine: true } as const

/** What waits for the reader's decision, and what is assigned to them or to a team they are in. */
export function MyWorkPage() {
  return (
    <PageFrame title="My work">
      <WaitingReviews />
      <TaskViews fixed={mine} />
    </PageFrame>
  )
}
