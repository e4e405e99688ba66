import { isOpen } from '@certloom/shared/tasks/transitions'
import { Button } from '@mantine/core'
import { useRef } from 'react'
import { useFocusGoesOn } from '../app/useFocusGoesOn.ts'
import { SectionMark } from '../ui/StateMark.tsx'
import classes from './CompletionChecklist.module.css'
import type { TaskDetail } from './queries.ts'
import { useTaskActions } from './taskActions.ts'

type Condition = { words: string; isMet: boolean; isRequired: boolean }

/** What completing this task takes. A section completes its task by itself; evidence is what nobody gets around. */
function conditionsOf(task: TaskDetail): Condition[] {
  const conditions: Condition[] = []
  if (task.requires_evidence)
    conditions.push({
      words: task.evidence_uploaded ? 'Evidence is given' : 'Evidence is missing: add a file or a link below',
      isMet: task.evidence_uploaded,
      isRequired: true,
    })
  if (task.task_type === 'fillable_section' && task.section !== null)
    conditions.push({
      words: task.section.is_filled ? 'The section is filled' : 'The section is not filled yet. The task completes by itself once it is',
      isMet: task.section.is_filled,
      isRequired: false,
    })
  return conditions
}

/** What holds a task up, and the button that completes it once nothing does; with `onGone`, which says where the focus goes on after that. */
export const CompletionChecklist = ({ task, onGone }: { task: TaskDetail; onGone: () => void }) =>
  isOpen(task.status) && <Checklist task={task} onGone={onGone} />

function Checklist({ task, onGone }: { task: TaskDetail; onGone: () => void }) {
  const { move, mayMove } = useTaskActions()
  const whole = useRef<HTMLElement>(null)
  useFocusGoesOn(whole, onGone)
  const conditions = conditionsOf(task)
  const isHeldUp = conditions.some(({ isMet, isRequired }) => isRequired && !isMet)
  return (
    <section ref={whole} className={classes.checklist} aria-label="What completing takes">
      {conditions.length > 0 && (
        <ul className={classes.conditions}>
          {conditions.map(({ words, isMet }) => (
            <li key={words} className={classes.condition}>
              <SectionMark state={isMet ? 'done' : 'not_started'} />
              {words}
            </li>
          ))}
        </ul>
      )}
      {mayMove(task) && (
        <Button onClick={() => move(task, 'completed')} disabled={isHeldUp}>
          Complete the task
        </Button>
      )}
    </section>
  )
}
