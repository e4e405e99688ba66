import type { FilledSection } from '@certloom/shared/documents/contract'
import { Alert, Button, CopyButton, Group } from '@mantine/core'
import { useSyncExternalStore } from 'react'
import type { Room } from '../collab/room.ts'
import { reopenRoom } from '../collab/rooms.ts'
import type { SaveState } from '../collab/saveState.ts'
import { useStore } from '../collab/useRoom.ts'
import { RescuedNotice } from './RescuedNotice.tsx'
import classes from './RoomNotice.module.css'
import { unsavedText } from './unsavedText.ts'

type Ended = Extract<SaveState, { is: 'denied' | 'outdated' | 'signed_out' }>

type Words = { title: string; text: string; color: 'missing' | 'accent' }

function wordsFor(state: Ended): Words {
  switch (state.is) {
    case 'denied':
      return {
        title: 'You may not open the live text',
        text: 'It was archived or deleted, or is not open to you any more. Below is what was last here. Ask whoever manages this customer.',
        color: 'missing',
      }
    case 'outdated':
      return {
        title: 'This page is older than the server. Reload.',
        text: `Until then you can read, but not write. ${unsentWords(state)}`,
        color: 'accent',
      }
    case 'signed_out':
      return { title: 'You are signed out', text: `Sign in again in another tab, then go on here. ${unsentWords(state)}`, color: 'accent' }
  }
}

/** What becomes of what was typed and is not saved. */
function unsentWords({ changes, keeping }: Ended): string {
  if (changes === 0) return ''
  return keeping === 'none'
    ? 'Copy your unsaved text first: this browser does not keep it.'
    : 'What you typed is kept on this device and sent when you are back here.'
}

function NextStep({ state, room }: { state: Ended; room: Room }) {
  switch (state.is) {
    case 'denied':
      return <Button onClick={() => reopenRoom(room.name)}>Try again</Button>
    case 'outdated':
      return <Button onClick={() => location.reload()}>Reload</Button>
    case 'signed_out':
      return (
        <>
          <Button component="a" href="/login" target="_blank" rel="noopener">
            Sign in
          </Button>
          <Button variant="default" onClick={room.resume}>
            Go on here
          </Button>
        </>
      )
  }
}

function CopyUnsaved({ room, sections }: { room: Room; sections: readonly FilledSection[] }) {
  const text = unsavedText(room, sections)
  if (text === '') return null
  return (
    <CopyButton value={text} timeout={3_000}>
      {({ copied, copy }) => (
        <Button variant="default" onClick={copy}>
          {copied ? 'Copied' : 'Copy my unsaved text'}
        </Button>
      )}
    </CopyButton>
  )
}

/** When somebody else is signed in, the whole page is covered. */
const isEnded = (state: SaveState): state is Ended => state.is === 'denied' || state.is === 'outdated' || state.is === 'signed_out'

/** Saving and saved change with every key, and are nothing to this notice. */
function useEnding({ save }: Room): Ended | null {
  return useSyncExternalStore(save.subscribe, () => {
    const state = save.get()
    return isEnded(state) ? state : null
  })
}

function EndingNotice({ state, room, sections }: { state: Ended; room: Room; sections: readonly FilledSection[] }) {
  const { title, text, color } = wordsFor(state)
  return (
    <Alert className={classes.notice} title={title} color={color}>
      <div className={classes.row}>
        {text}
        <Group>
          {state.changes > 0 && state.keeping === 'none' && <CopyUnsaved room={room} sections={sections} />}
          <NextStep state={state} room={room} />
        </Group>
      </div>
    </Alert>
  )
}

function UnreadNotice() {
  return (
    <Alert className={classes.notice} title="What you wrote here earlier could not be read from this device" color="missing">
      <div className={classes.row}>
        If any of it was not saved yet, it is still on this device. Reload to try again; you can go on writing meanwhile.
        <Group>
          <Button onClick={() => location.reload()}>Reload</Button>
        </Group>
      </div>
    </Alert>
  )
}

/** As many are in a room as it holds: that the reader is let in by themselves. */
export function FullNotice({ room, title = 'Too many people have this open' }: { room: Room; title?: string }) {
  if (!useStore(room.isFull)) return null
  return (
    <Alert className={classes.notice} title={title} color="accent">
      It opens here by itself as soon as one of them leaves. Close it in other tabs where you do not need it.
    </Alert>
  )
}

type Props = { room: Room; documentId: string; sections: readonly FilledSection[] }

/** What keeps the reader from writing, delays snapshots or could not be merged, and what to do about it. Nothing while all is well. */
export function RoomNotice({ room, documentId, sections }: Props) {
  const state = useEnding(room)
  const isDelayed = useStore(room.snapshotsDelayed)
  const isUnread = useStore(room.keptUnread)
  return (
    <>
      {state && <EndingNotice state={state} room={room} sections={sections} />}
      {!state && isDelayed && (
        <Alert className={classes.notice} title="Snapshots are delayed; your edits are kept" color="accent">
          New versions appear as soon as the database takes them again. You can go on writing.
        </Alert>
      )}
      {!state && <FullNotice room={room} />}
      {isUnread && <UnreadNotice />}
      <RescuedNotice documentId={documentId} />
    </>
  )
}
