import { IconCloudOff, IconEye, IconLock, IconRefresh } from '@tabler/icons-react'
import { type ComponentType, useEffect, useRef, useState } from 'react'
import { announce } from '../app/announcer.ts'
import type { Room } from '../collab/room.ts'
import type { SaveState } from '../collab/saveState.ts'
import { useStore } from '../collab/useRoom.ts'
import classes from './SaveStatus.module.css'

type Kind = SaveState['is']

const edits = (count: number): string => (count === 1 ? '1 change' : `${count} changes`)

function offlineWords({ changes, keeping }: Extract<SaveState, { is: 'offline' }>): { word: string; detail: string } {
  if (keeping === 'none')
    return {
      word: changes === 0 ? 'Offline' : `Offline, ${edits(changes)} not kept on this device`,
      detail: 'This browser does not store anything for us. Keep this page open until the connection is back.',
    }
  if (changes === 0) return { word: 'Offline', detail: 'Connecting again. What you write meanwhile is kept on this device.' }
  if (keeping === 'keeping') return { word: `Offline, keeping ${edits(changes)}`, detail: 'Your changes are being stored on this device.' }
  return {
    word: `Offline, ${edits(changes)} kept`,
    detail: 'Your changes are stored on this device, even if you close this page. They are sent as soon as the connection is back.',
  }
}

/** Short for the header, and the whole truth on hover. */
function wordsFor(state: SaveState): { word: string; detail: string } {
  switch (state.is) {
    case 'connecting':
      return { word: 'Connecting', detail: 'You see the text as it was last stored. You can write as soon as the live text is here.' }
    case 'saved':
      return { word: 'Saved', detail: 'Everything you wrote is stored.' }
    case 'saving':
      return { word: 'Saving', detail: 'Your last changes are on their way to the database.' }
    case 'offline':
      return offlineWords(state)
    case 'read-only':
      return { word: 'Read only', detail: 'Your role lets you read this document.' }
    case 'denied':
      return { word: 'No access', detail: 'You may not open the live text of this document.' }
    case 'outdated':
      return { word: 'Reload needed', detail: 'This page is older than the server.' }
    case 'refused':
      return {
        word: 'Merging your changes',
        detail: 'The document changed meanwhile. What may be written is merged, the rest is handed back to you.',
      }
    case 'other_person':
      return { word: 'Reload needed', detail: 'Somebody else is signed in in this browser now.' }
    case 'signed_out':
      return { word: 'Signed out', detail: 'Sign in again to go on.' }
  }
}

const icons: Partial<Record<Kind, ComponentType<{ className?: string | undefined }>>> = {
  offline: IconCloudOff,
  'read-only': IconEye,
  denied: IconLock,
  outdated: IconRefresh,
  other_person: IconRefresh,
  signed_out: IconLock,
}

/** "Saved" and "kept" have to hold this long to be shown: between two keys they would only flicker. Saying "Saving" a little longer is never wrong. */
const settleTime = 700

const isBusy = (state: SaveState): boolean => state.is === 'saving' || (state.is === 'offline' && state.keeping === 'keeping')

const isGoodNewsOf = (state: SaveState, settled: SaveState): boolean =>
  isBusy(settled) && (state.is === 'saved' || (state.is === 'offline' && settled.is === 'offline' && state.keeping === 'kept'))

function useSettled(state: SaveState): SaveState {
  const [settled, setSettled] = useState(state)
  const isHeld = isGoodNewsOf(state, settled)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(state), isHeld ? settleTime : 0)
    return () => clearTimeout(timer)
  }, [state, isHeld])
  return isHeld ? settled : state
}

/** Saving and saved alternate all the time; screen readers hear of what interrupts that, and of its end. */
function useSaveAnnouncements(state: SaveState): void {
  const interrupted = useRef(false)
  const { word, detail } = wordsFor(state)
  const { is } = state
  const isKept = is !== 'offline' || state.keeping !== 'none'
  const text = is === 'offline' && isKept ? 'Offline. Your changes are kept on this device.' : `${word}. ${detail}`
  useEffect(() => {
    const isCalm = is === 'saving' || is === 'connecting' || is === 'read-only'
    if (is === 'saved') {
      if (interrupted.current) announce('Saved')
      interrupted.current = false
    } else if (!isCalm) {
      interrupted.current = true
      announce(text)
    }
  }, [is, text])
}

/** Whether what the reader wrote is stored: a sign, a word and a colour, and always true. */
export function SaveStatus({ room }: { room: Room }) {
  const state = useSettled(useStore(room.save))
  useSaveAnnouncements(state)
  const { word, detail } = wordsFor(state)
  const Icon = icons[state.is]
  return (
    <span className={classes.status} data-kind={state.is} title={detail}>
      {Icon ? <Icon className={classes.icon} /> : <span className={classes.dot} aria-hidden />}
      {word}
    </span>
  )
}
