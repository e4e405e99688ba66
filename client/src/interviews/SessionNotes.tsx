import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useCan } from '../accounts/useMe.ts'
import { isGuestPage } from '../guests/guestPage.ts'
import { MakeTaskDialog } from './MakeTaskDialog.tsx'
import { NoteList } from './NoteList.tsx'
import { PrivateNotes } from './PrivateNotes.tsx'
import type { SessionDetail } from './queries.ts'
import classes from './SessionNotes.module.css'
import type { Agreeing } from './useAgreeing.ts'
import type { SessionState } from './useSessionRoom.ts'

type Props = { session: SessionDetail; state: SessionState; current: string; agreeing: Agreeing; mayWrite: boolean }

type Action = SessionState['actions'][number]

/** Leads from something to do to the task it became, or makes one of it. */
function TaskOf({ action, onMake }: { action: Action; onMake: false | (() => void) }) {
  if (action.isTask)
    return isGuestPage() ? null : (
      <Link to="/tasks" search={{ task: action.id }} className={classes.task}>
        Open the task
      </Link>
    )
  if (!onMake || action.isDone) return null
  return (
    <Button className={classes.makeTask} size="compact-xs" variant="subtle" onClick={onMake} aria-label={`Make a task of: ${action.text}`}>
      Make a task
    </Button>
  )
}

/** What comes up beside the questions: decisions, what is to do, what is parked, and what staff write for themselves. */
export function SessionNotes({ session, state, current, agreeing, mayWrite }: Props) {
  const can = useCan()
  const mayMake = can('task.write', session.customer_id) && mayWrite
  const [making, setMaking] = useState<Action | null>(null)
  const common = { sessionId: session.id, current, agreeing, mayWrite }
  return (
    <>
      {session.session_status === 'completed' && (
        <p className={classes.closed}>This session is completed.{can('interview.run', session.customer_id) && ' Resume it to go on.'}</p>
      )}
      <NoteList title="Decisions" kind="decisions" notes={state.decisions} {...common} />
      <NoteList
        title="To do afterwards"
        kind="actions"
        notes={state.actions}
        {...common}
        after={(action) => <TaskOf action={action} onMake={mayMake && (() => setMaking(action))} />}
      />
      <NoteList title="Parking lot" kind="parking" notes={state.parking} {...common} />
      {session.notes_room !== null && <PrivateNotes room={session.notes_room} session={session} />}
      {making && <MakeTaskDialog session={session} action={making} onClose={() => setMaking(null)} />}
    </>
  )
}
