import type { FilledSection } from '@certloom/shared/documents/contract'
import { Alert, Button, CopyButton, Group } from '@mantine/core'
import { useSyncExternalStore } from 'react'
import { tabConnection } from '../collab/connection.ts'
import type { Room } from '../collab/room.ts'
import { reopenRoom } from '../collab/rooms.ts'
import type { SaveState } from '../collab/saveState.ts'
import { useStore } from '../collab/useRoom.ts'
import classes from './RoomNotice.module.css'
import { unsavedText } from './unsavedText.ts'

type Ended = Extract<SaveState, { is: 'denied' | 'outdated' | 'refused' | 'signed_out' }>

type Words = { title: string; text: string; color: 'missing' | 'accent' }

function wordsFor(state: Ended): Words {
  switch (state.is) {
    case 'denied':
      return {
        title: 'You may not open the live text',
        text: 'Below is what was last stored. Ask whoever manages this customer for access.',
        color: 'missing',
      }
    case 'outdated':
      return { title: 'This page is older than the server. Reload.', text: 'Until then you can read, but not write.', color: 'accent' }
    case 'signed_out':
      return {
        title: 'You are signed out',
        text: 'Sign in again in another tab, then go on here. Nothing on this page is lost until you close it.',
        color: 'accent',
      }
    case 'refused':
      return state.cause === 'too_large'
        ? {
            title: 'The last change was too large',
            text: 'Copy your text, reload the document, and add it in smaller parts.',
            color: 'missing',
          }
        : {
            title: 'Your last changes were not taken',
            text: 'Your rights in this document may have changed. Copy your text before you reload.',
            color: 'missing',
          }
  }
}

function NextStep({ state, room }: { state: Ended; room: Room }) {
  switch (state.is) {
    case 'denied':
    case 'refused':
      return <Button onClick={() => reopenRoom(room.name)}>{state.is === 'refused' ? 'Reload the document' : 'Try again'}</Button>
    case 'outdated':
      return <Button onClick={() => location.reload()}>Reload</Button>
    case 'signed_out':
      return (
        <>
          <Button component="a" href="/login" target="_blank" rel="noopener">
            Sign in
          </Button>
          <Button variant="default" onClick={() => tabConnection().resume()}>
            Go on here
          </Button>
        </>
      )
  }
}

function CopyUnsaved({ room, sections }: { room: Room; sections: readonly FilledSection[] }) {
  return (
    <CopyButton value={unsavedText(room, sections)} timeout={3_000}>
      {({ copied, copy }) => (
        <Button variant="default" onClick={copy}>
          {copied ? 'Copied' : 'Copy my unsaved text'}
        </Button>
      )}
    </CopyButton>
  )
}

const isEnded = (state: SaveState): state is Ended =>
  state.is === 'denied' || state.is === 'outdated' || state.is === 'refused' || state.is === 'signed_out'

/** Saving and saved change with every key, and are nothing to this notice. */
function useEnding({ save }: Room): Ended | null {
  return useSyncExternalStore(save.subscribe, () => {
    const state = save.get()
    return isEnded(state) ? state : null
  })
}

/** What keeps the reader from writing, or delays snapshots, and what to do about it. Nothing while all is well. */
export function RoomNotice({ room, sections }: { room: Room; sections: readonly FilledSection[] }) {
  const state = useEnding(room)
  const isDelayed = useStore(room.snapshotsDelayed)
  if (state) {
    const { title, text, color } = wordsFor(state)
    return (
      <Alert className={classes.notice} title={title} color={color}>
        <div className={classes.row}>
          {text}
          <Group>
            {state.changes > 0 && <CopyUnsaved room={room} sections={sections} />}
            <NextStep state={state} room={room} />
          </Group>
        </div>
      </Alert>
    )
  }
  if (!isDelayed) return null
  return (
    <Alert className={classes.notice} title="Snapshots are delayed; your edits are kept" color="accent">
      New versions appear as soon as the database takes them again. You can go on writing.
    </Alert>
  )
}
