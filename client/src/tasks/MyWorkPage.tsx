import { PageFrame } from '../app/PageFrame.tsx'
import { WaitingReviews } from '../reviews/WaitingReviews.tsx'
import { TaskViews } from './TaskViews.tsx'
import { WaitingForMe } from './WaitingForMe.tsx'

const mine = { mine: true } as const

/** What waits for the reader, and the tasks that are assigned to them or to a team they are in. */
export function MyWorkPage() {
  return (
    <PageFrame title="My work">
      <WaitingReviews />
      <WaitingForMe />
      <TaskViews fixed={mine} />
    </PageFrame>
  )
}
