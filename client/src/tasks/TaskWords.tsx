import { Textarea } from '@mantine/core'
import { type KeyboardEvent, useState } from 'react'
import type { TaskDetail } from './queries.ts'
import classes from './TaskWords.module.css'
import { useTaskActions } from './taskActions.ts'

/** Title and description, written where they are read. What is typed is stored on leaving the field and stays there until it is; Escape takes it back. */
export function TaskWords({ task }: { task: TaskDetail }) {
  const { change, mayWrite } = useTaskActions()
  if (!mayWrite(task))
    return (
      <div className={classes.words}>
        <h2 className={classes.title}>{task.title}</h2>
        {task.description !== '' && <p className={classes.description}>{task.description}</p>}
      </div>
    )
  return (
    <div className={classes.words}>
      <h2 className={classes.unseen}>{task.title}</h2>
      <Field
        label="Title"
        className={classes.titleField}
        value={task.title}
        maxLength={500}
        isOneLine
        onSave={(title) => (title === '' ? backToBefore : change({ task, update: { title }, shown: { title } }, 'The title is changed.'))}
      />
      <Field
        label="Description"
        className={classes.descriptionField}
        value={task.description}
        maxLength={5000}
        onSave={(description) => change({ task, update: { description }, shown: { description } }, 'The description is changed.')}
      />
    </div>
  )
}

/** A task has a title. */
const backToBefore = Promise.resolve(true)

type FieldProps = {
  label: string
  className: string | undefined
  value: string
  maxLength: number
  isOneLine?: boolean
  /** answers whether what stands in the field may go: it is stored, or not wanted */
  onSave: (text: string) => Promise<boolean>
}

function Field({ label, className, value, maxLength, isOneLine = false, onSave }: FieldProps) {
  const [draft, setDraft] = useState<string | null>(null)
  const save = async () => {
    const text = draft?.trim()
    const isDone = text === undefined || text === value || (await onSave(text))
    // What was not stored stays here for whoever wrote it, and so does what they typed since.
    if (isDone) setDraft((now) => (now?.trim() === text ? null : now))
  }
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.key === 'Escape' && draft !== null) {
      event.stopPropagation()
      setDraft(null)
    } else if (event.key === 'Enter' && (isOneLine || event.ctrlKey || event.metaKey)) {
      event.preventDefault()
      event.currentTarget.blur()
    }
  }
  return (
    <Textarea
      aria-label={label}
      placeholder={label}
      classNames={{ input: className ?? '' }}
      variant="unstyled"
      autosize
      maxLength={maxLength}
      value={draft ?? value}
      onChange={({ currentTarget }) => setDraft(currentTarget.value)}
      onBlur={() => void save()}
      onKeyDown={onKeyDown}
    />
  )
}
