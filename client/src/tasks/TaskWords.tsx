import { Textarea } from '@mantine/core'
import { type KeyboardEvent, useState } from 'react'
import type { TaskDetail } from './queries.ts'
import classes from './TaskWords.module.css'
import { useTaskActions } from './taskActions.ts'

/** Title and description, written where they are read. What is typed is stored on leaving the field; Escape takes it back. */
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
        onSave={(title) => title !== '' && change({ task, update: { title }, shown: { title } }, 'The title is changed.')}
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

type FieldProps = {
  label: string
  className: string | undefined
  value: string
  maxLength: number
  isOneLine?: boolean
  onSave: (text: string) => void
}

function Field({ label, className, value, maxLength, isOneLine = false, onSave }: FieldProps) {
  const [draft, setDraft] = useState<string | null>(null)
  const save = () => {
    const text = draft?.trim()
    setDraft(null)
    if (text !== undefined && text !== value) onSave(text)
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
      onBlur={save}
      onKeyDown={onKeyDown}
    />
  )
}
