import { PageFrame } from '../app/PageFrame.tsx'
import { NewTaskButton } from './NewTaskButton.tsx'
import { TaskViews } from './TaskViews.tsx'

const all = {}

/** The tasks of everybody the organization works for, as far as the reader may see them. */
export function TasksPage() {
  return (
    <PageFrame title="Tasks" action={<NewTaskButton fixed={all} />}>
      <TaskViews fixed={all} />
    </PageFrame>
  )
}
