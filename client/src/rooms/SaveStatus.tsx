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

/** What the server has, beside what it could not take. */
const savedWords = (unmerged: number): { word: string; detail: string } =>
  unmerged === 0
    ? { word: 'Saved', detail: 'Everything you wrote is stored.' }
    : {
        word: `Saved, ${unmerged} not merged`,
        detail: `Everything you wrote is stored, but for ${edits(unmerged)} that could not be merged.`,
      }

/** Short for the header, and the whole truth on hover. */
function wordsFor(state: SaveState, unmerged: number): { word: string; detail: string } {
  switch (state.is) {
    case 'connecting':
      return { word: 'Connecting', detail: 'You see the text as it was last stored. You can write as soon as the live text is here.' }
    case 'saved':
      return savedWords(unmerged)
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
      return { word: 'Reload needed', detail: 'Somebody else has signed in on this browser.' }
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
function useSaveAnnouncements(state: SaveState, unmerged: number): void {
  const interrupted = useRef(false)
  const { word, detail } = wordsFor(state, unmerged)
  const { is } = state
  const isKept = is !== 'offline' || state.keeping !== 'none'
  const text = is === 'offline' && isKept ? 'Offline. Your changes are kept on this device.' : `${word}. ${detail}`
  useEffect(() => {
    const isCalm = is === 'saving' || is === 'connecting' || is === 'read-only'
    if (is === 'saved') {
      if (interrupted.current) announce(word)
      interrupted.current = false
    } else if (!isCalm) {
      interrupted.current = true
      announce(text)
    }
  }, [is, word, text])
}

/** Whether what the reader wrote is stored: a sign, a word and a colour, and always true. @param unmerged how many changes could not be merged */
export function SaveStatus({ room, unmerged = 0 }: { room: Room; unmerged?: number }) {
  const state = useSettled(useStore(room.save))
  useSaveAnnouncements(state, unmerged)
  const { word, detail } = wordsFor(state, unmerged)
  const Icon = icons[state.is]
  return (
    <span
      className={classes.status}
      data-kind={state.is}
      data-unmerged={(state.is === 'saved' && unmerged > 0) || undefined}
      title={detail}
    >
      {Icon ? <Icon className={classes.icon} /> : <span className={classes.dot} aria-hidden />}
      {word}
    </span>
  )
}
