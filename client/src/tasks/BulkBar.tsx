import { firstDueDate, isDueDate, lastDueDate } from '@certloom/shared/tasks/dueDate'
import type { TaskStatus } from '@certloom/shared/tasks/transitions'
import { Button, Menu, TextInput } from '@mantine/core'
import { useRef, useState } from 'react'
import { useFocusGoesOn } from '../app/useFocusGoesOn.ts'
import { OwnerMenu } from '../members/OwnerMenu.tsx'
import { type OwnerChoice, useOwners } from '../members/owners.ts'
import { SectionMark, stateWord } from '../ui/StateMark.tsx'
import { assignmentTo } from './AssigneePicker.tsx'
import { BlockDialog } from './BlockDialog.tsx'
import classes from './BulkBar.module.css'
import type { BulkChanges } from './changeMany.ts'
import { focusTask } from './focusTask.ts'
import { PriorityMark } from './PriorityMark.tsx'
import { countOf, priorities } from './words.ts'

const statuses: readonly TaskStatus[] = ['pending', 'in_progress', 'blocked', 'completed', 'cancelled']

type Props = {
  count: number
  customerId: string | undefined
  isPending: boolean
  onChange: (changes: BulkChanges, words: string) => void
  onClear: () => void
}

/** How a button looks that waits and keeps the focus. */
const waiting = (isPending: boolean) => (isPending ? { 'data-disabled': true, 'aria-disabled': true } : {})

/** What can be done with everything that is selected, at once. */
export function BulkBar({ count, customerId, isPending, onChange, onClear }: Props) {
  const [isBlocking, setBlocking] = useState(false)
  const bar = useRef<HTMLElement>(null)
  useFocusGoesOn(bar, focusTask)
  const tasks = countOf(count, 'task')
  const toStatus = (status: TaskStatus) => {
    if (status === 'blocked') setBlocking(true)
    else onChange({ status }, stateWord(status).toLowerCase())
  }
  return (
    <section ref={bar} className={classes.bar} aria-label="Selected tasks">
      <strong className={classes.count}>{tasks} selected</strong>
      <Menu position="top-start" disabled={isPending}>
        <Menu.Target>
          <Button variant="default" size="compact-sm" {...waiting(isPending)}>
            Status
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {statuses.map((status) => (
            <Menu.Item key={status} leftSection={<SectionMark state={status} decorative />} onClick={() => toStatus(status)}>
              {stateWord(status)}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      <Menu position="top-start" disabled={isPending}>
        <Menu.Target>
          <Button variant="default" size="compact-sm" {...waiting(isPending)}>
            Priority
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {priorities.map((priority) => (
            <Menu.Item key={priority} onClick={() => onChange({ priority }, `of ${priority} priority`)}>
              <PriorityMark priority={priority} withWord />
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      <AssignMenu customerId={customerId} isPending={isPending} onChange={onChange} />
      <DueField isPending={isPending} onChange={onChange} />
      <Button variant="subtle" size="compact-sm" onClick={onClear}>
        Clear selection
      </Button>
      {isBlocking && (
        <BlockDialog
          what={tasks}
          onBlock={(reason) => {
            setBlocking(false)
            onChange({ status: 'blocked', blocked_reason: reason }, 'blocked')
          }}
          onClose={() => setBlocking(false)}
        />
      )}
    </section>
  )
}

function AssignMenu({ customerId, isPending, onChange }: Pick<Props, 'customerId' | 'isPending' | 'onChange'>) {
  const [isOpen, setIsOpen] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  const { choices } = useOwners(customerId)
  const choose = (owner: OwnerChoice | null) => {
    const { assigned_to, assigned_team } = assignmentTo(owner)
    onChange({ assigned_to, assigned_team }, owner === null ? 'left to nobody' : `assigned to ${owner.name}`)
  }
  const close = () => {
    setIsOpen(false)
    button.current?.focus()
  }
  return (
    <span className={classes.assign}>
      <Button
        ref={button}
        variant="default"
        size="compact-sm"
        {...waiting(isPending)}
        onClick={() => setIsOpen(!isPending)}
        aria-haspopup="listbox"
        aria-expanded={isOpen}
      >
        Assign
      </Button>
      {isOpen && (
        <OwnerMenu
          label="Assign the selected tasks"
          choices={choices}
          customerId={customerId}
          onChoose={choose}
          onClose={close}
          popup={{ withinPortal: false, floatingStrategy: 'fixed', position: 'top-start' }}
        />
      )}
    </span>
  )
}

/** A date is sent once it is whole: leaving the field, or Enter. */
function DueField({ isPending, onChange }: Pick<Props, 'isPending' | 'onChange'>) {
  const [day, setDay] = useState('')
  const send = () => {
    if (!isDueDate(day)) return
    onChange({ due_date: day }, `due on ${day}`)
    setDay('')
  }
  return (
    <span className={classes.due}>
      <span aria-hidden>Due</span>
      <TextInput
        type="date"
        size="xs"
        aria-label="Due date of the selected tasks"
        min={firstDueDate}
        max={lastDueDate}
        readOnly={isPending}
        value={day}
        onChange={({ currentTarget }) => setDay(currentTarget.value)}
        onBlur={send}
        onKeyDown={({ key }) => {
          if (key === 'Enter') send()
        }}
      />
    </span>
  )
}
