import { Menu } from '@mantine/core'
import { SectionMark, StatusChip, stateWord } from '../ui/StateMark.tsx'
import type { Task } from './queries.ts'
import classes from './StatusMenu.module.css'
import { useTaskActions } from './taskActions.ts'
import { choicesFor } from './useTaskCommands.ts'

/** Where a task stands, and where it can go from there. */
export function StatusMenu({ task, withWord = false }: { task: Task; withWord?: boolean }) {
  const { move, mayMove } = useTaskActions()
  const face = withWord ? <StatusChip state={task.status} /> : <SectionMark state={task.status} />
  if (!mayMove(task)) return <span className={classes.still}>{face}</span>
  return (
    <Menu position="bottom-start">
      <Menu.Target>
        <button type="button" className={classes.button} aria-label={`${stateWord(task.status)}: change the status of ${task.title}`}>
          <span aria-hidden className={classes.face}>
            {face}
          </span>
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {choicesFor(task)
          .filter((status) => mayMove(task, status))
          .map((status) => (
            <Menu.Item
              key={status}
              leftSection={<SectionMark state={status} decorative />}
              onClick={() => move(task, status)}
              aria-current={status === task.status || undefined}
            >
              {stateWord(status)}
            </Menu.Item>
          ))}
      </Menu.Dropdown>
    </Menu>
  )
}
