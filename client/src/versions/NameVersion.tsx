import { Button, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type KeyboardEvent, useRef, useState } from 'react'
import { api, q } from '../api/client.ts'
import { issueAt } from '../api/problems.ts'
import { announce } from '../app/announcer.ts'
import type { Room } from '../collab/room.ts'
import { useStore } from '../collab/useRoom.ts'
import { whenAllSaved } from '../collab/whenSaved.ts'
import { useJoinedFacts } from '../facts/shownFacts.ts'
import { formText } from '../ui/formText.ts'
import { ProblemAlert } from '../ui/ProblemAlert.tsx'
import classes from './Versions.module.css'

function useNameVersion(documentId: string, room: Room, onDone: () => void) {
  const queries = useQueryClient()
  const facts = useJoinedFacts()?.room
  return useMutation({
    mutationFn: async (label: string) => {
      await whenAllSaved(room, facts)
      return api.documents.nameVersion({ document_id: documentId, label })
    },
    onSuccess: async ({ label, revision }) => {
      await queries.invalidateQueries({ queryKey: q.documents.history.key() })
      announce(`Revision ${revision} is named ${label}`)
      onDone()
    },
  })
}

type FormProps = { isPending: boolean; error: unknown; onName: (label: string) => void; onClose: () => void }

function NameForm({ isPending, error, onName, onClose }: FormProps) {
  const issue = issueAt(error, 'label')
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') onClose()
  }
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault()
        const label = formText(event.currentTarget, 'label').trim()
        if (label !== '') onName(label)
      }}
      onKeyDown={onKeyDown}
    >
      <TextInput
        classNames={{ description: classes.hint ?? '' }}
        name="label"
        label="Name"
        description="What is in the document now gets this name, for good."
        maxLength={120}
        required
        autoFocus
        autoComplete="off"
        error={issue}
      />
      {issue === null && <ProblemAlert error={error} />}
      <div className={classes.buttons}>
        <Button type="submit" size="xs" loading={isPending}>
          Save the name
        </Button>
        <Button variant="default" size="xs" onClick={onClose}>
          Cancel
        </Button>
      </div>
    </form>
  )
}

/** Names what the document says now. Not while what was typed cannot reach the server. */
export function NameVersion({ documentId, room }: { documentId: string; room: Room }) {
  const [isOpen, setIsOpen] = useState(false)
  const opener = useRef<HTMLButtonElement>(null)
  const { is } = useStore(room.save)
  const close = () => {
    setIsOpen(false)
    opener.current?.focus()
  }
  const name = useNameVersion(documentId, room, close)
  const toggle = () => {
    name.reset()
    setIsOpen(!isOpen)
  }
  return (
    <div className={classes.naming}>
      <Button
        ref={opener}
        variant="default"
        size="xs"
        fullWidth
        aria-expanded={isOpen}
        disabled={is !== 'saved' && is !== 'saving'}
        onClick={toggle}
      >
        Name this version
      </Button>
      {isOpen && <NameForm isPending={name.isPending} error={name.error} onName={name.mutate} onClose={close} />}
    </div>
  )
}
