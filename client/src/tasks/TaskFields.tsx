import { firstDueDate, isDueDate, lastDueDate } from '@certloom/shared/tasks/dueDate'
import { Checkbox, NativeSelect, TextInput } from '@mantine/core'
import { useState } from 'react'
import { stateWord } from '../ui/StateMark.tsx'
import { OnDay } from '../ui/When.tsx'
import { AssigneeMark } from './AssigneeMark.tsx'
import { AssigneePicker } from './AssigneePicker.tsx'
import { DueMark } from './DueMark.tsx'
import { PriorityMark } from './PriorityMark.tsx'
import type { TaskDetail } from './queries.ts'
import { StatusMenu } from './StatusMenu.tsx'
import classes from './TaskFields.module.css'
import { useTaskActions } from './taskActions.ts'
import { choicesFor } from './useTaskCommands.ts'
import { priorities, priorityWords } from './words.ts'

/** Where a task stands, how urgent it is, whose it is and when it is due; as fields for those who may change them. */
export function TaskFields({ task }: { task: TaskDetail }) {
  const { mayWrite } = useTaskActions()
  return (
    <div>
      {mayWrite(task) ? <Fields task={task} /> : <Facts task={task} />}
      {task.status === 'blocked' && (
        <p className={classes.blocked}>
          <strong>Blocked:</strong> {task.blocked_reason}
        </p>
      )}
    </div>
  )
}

function Fields({ task }: { task: TaskDetail }) {
  const { move, change } = useTaskActions()
  return (
    <div className={classes.fields}>
      <NativeSelect
        label="Status"
        value={task.status}
        onChange={({ currentTarget }) => {
          const to = choicesFor(task).find((status) => status === currentTarget.value)
          if (to !== undefined) move(task, to)
        }}
        data={choicesFor(task).map((status) => ({ value: status, label: stateWord(status) }))}
      />
      <NativeSelect
        label="Priority"
        value={task.priority}
        onChange={({ currentTarget }) => {
          const priority = priorities.find((one) => one === currentTarget.value)
          if (priority !== undefined) void change({ task, update: { priority }, shown: { priority } }, `The priority is ${priority}.`)
        }}
        data={priorities.map((value) => ({ value, label: priorityWords[value] }))}
      />
      <AssigneePicker
        customerId={task.customer_id}
        value={task}
        onChange={(assignment) => {
          const { assigned_to, assigned_team } = assignment
          const name = assignment.assignee?.name ?? assignment.team?.name ?? 'nobody'
          void change({ task, update: { assigned_to, assigned_team }, shown: assignment }, `The task is assigned to ${name}.`)
        }}
      />
      <DueField key={task.due_date} task={task} />
      <Checkbox
        className={classes.wide}
        label="Requires evidence"
        checked={task.requires_evidence}
        onChange={({ currentTarget }) => {
          const requires_evidence = currentTarget.checked
          void change(
            { task, update: { requires_evidence }, shown: { requires_evidence } },
            requires_evidence ? 'The task requires evidence now.' : 'The task requires no evidence any more.',
          )
        }}
      />
    </div>
  )
}

/** A date is stored once it is whole and in this century; one that is half typed is none. */
function DueField({ task }: { task: TaskDetail }) {
  const { change } = useTaskActions()
  const [day, setDay] = useState(task.due_date ?? '')
  const isOdd = day !== '' && !isDueDate(day)
  const save = () => {
    const due_date = day === '' ? null : day
    if (!isOdd && due_date !== task.due_date)
      void change(
        { task, update: { due_date }, shown: { due_date } },
        due_date === null ? 'The due date is taken away.' : `The task is due on ${due_date}.`,
      )
  }
  return (
    <TextInput
      type="date"
      label="Due"
      min={firstDueDate}
      max={lastDueDate}
      value={day}
      error={isOdd ? 'Give a day between 2000 and 2199.' : null}
      onChange={({ currentTarget }) => setDay(currentTarget.value)}
      onBlur={save}
      onKeyDown={({ key }) => {
        if (key === 'Enter') save()
      }}
    />
  )
}

function Facts({ task }: { task: TaskDetail }) {
  return (
    <dl className={classes.facts}>
      <dt>Status</dt>
      <dd>
        <StatusMenu task={task} withWord />
      </dd>
      <dt>Priority</dt>
      <dd>
        <PriorityMark priority={task.priority} withWord />
      </dd>
      <dt>Assignee</dt>
      <dd>
        <AssigneeMark task={task} withName />
      </dd>
      <dt>Due</dt>
      <dd>{task.due_date === null ? 'No date' : <DueMark task={task} />}</dd>
      {task.completed_at !== null && (
        <>
          <dt>Completed</dt>
          <dd>
            <OnDay day={task.completed_at.slice(0, 10)} />
            {task.completed_by !== null && ` by ${task.completed_by.name}`}
          </dd>
        </>
      )}
    </dl>
  )
}
