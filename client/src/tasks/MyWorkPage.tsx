import { PageFrame } from '../app/PageFrame.tsx'
import { TaskViews } from './TaskViews.tsx'

const mine = { mine: true } as const

/** What is assigned to the reader, or to a team they are in. */
export function MyWorkPage() {
  return (
    <PageFrame title="My work">
      <TaskViews fixed={mine} />
    </PageFrame>
  )
}
