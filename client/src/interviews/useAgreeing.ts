import { actionItems, decisions, flags, type Note, parkingLot, type Said, skipped, steer } from '@certloom/shared/collab/sessionDoc'
import { newId } from '@certloom/shared/ids'
import { useMemo } from 'react'
import { useMe } from '../accounts/useMe.ts'
import type { Room } from '../collab/room.ts'

export type NoteKind = 'decisions' | 'actions' | 'parking'

const mapOf = { decisions, actions: actionItems, parking: parkingLot }

/** What the reader can do in a session's room, under their name. Nothing of it is a request. */
export function useAgreeing({ doc }: Room) {
  const { user } = useMe()
  const { id, name } = user
  return useMemo(() => {
    const said = (): Said => ({ by: { id, name }, at: new Date().toISOString() })
    const notesOf = (kind: NoteKind) => mapOf[kind](doc)
    return {
      point: (question: string) => steer(doc, { spotlight: question }),
      lead: (question: string) => steer(doc, { leader: id, spotlight: question }),
      handOver: (leader: string, question: string) => steer(doc, { leader, spotlight: question }),
      setTimer: (question: string, minutes: number | null) =>
        steer(doc, { spotlight: question, timerEndsAt: minutes === null ? null : Date.now() + minutes * 60_000 }),
      skip: (question: string, reason: string) => void skipped(doc).set(question, { ...said(), reason }),
      unskip: (question: string) => skipped(doc).delete(question),
      setFlag: (question: string, isFlagged: boolean) => (isFlagged ? void flags(doc).set(question, said()) : flags(doc).delete(question)),
      addNote: (kind: NoteKind, text: string, question: string) =>
        void notesOf(kind).set(newId(), { ...said(), text, isDone: false, question }),
      setDone: (kind: NoteKind, { id: noteId, ...note }: Note & { id: string }, isDone: boolean) =>
        void notesOf(kind).set(noteId, { ...note, isDone }),
    }
  }, [doc, id, name])
}

export type Agreeing = ReturnType<typeof useAgreeing>
