import { useQuery } from '@tanstack/react-query'
import { useEffect, useMemo, useSyncExternalStore } from 'react'
import { useMe } from '../accounts/useMe.ts'
import type { Room } from '../collab/room.ts'
import { useStore } from '../collab/useRoom.ts'
import { isGuestPage } from '../guests/guestPage.ts'
import { type CommentBoard, openBoard, type PlacedThread } from './board.ts'
import { openOutbox, outbox } from './outbox.ts'
import { threadsOf, threadsOfRow } from './queries.ts'
import { withUnsent } from './shownThread.ts'

/** The board of an open document, kept up to date with what the server tells and what is not sent yet. */
export function useBoard(documentId: string, room: Room, sectionOrder: readonly string[]): CommentBoard {
  const { user, organization } = useMe()
  const { data } = useQuery({ ...threadsOf(documentId), enabled: !isGuestPage() })
  const unsent = useStore(outbox)
  // The order of sections belongs to the template version, which a document never changes.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  const board = useMemo(() => openBoard(room.doc, sectionOrder), [room])
  useEffect(() => board.follow(), [board])
  useEffect(() => openOutbox({ userId: user.id, organizationId: organization.id }), [user.id, organization.id])
  useEffect(() => {
    const own = unsent.filter((comment) => comment.documentId === documentId)
    board.setThreads(withUnsent(data ?? [], own, { id: user.id, name: user.name }))
  }, [board, data, unsent, documentId, user.id, user.name])
  return board
}

/** The threads about a row of a checklist, oldest first, with what is not sent yet. */
export function useRowThreads(projectId: string, requirementId: string): readonly PlacedThread[] {
  const { user, organization } = useMe()
  const { data } = useQuery(threadsOfRow(projectId, requirementId))
  const unsent = useStore(outbox)
  useEffect(() => openOutbox({ userId: user.id, organizationId: organization.id }), [user.id, organization.id])
  return useMemo(() => {
    const own = unsent.filter((comment) => comment.documentId === projectId && comment.requirementId === requirementId)
    return withUnsent(data ?? [], own, { id: user.id, name: user.name }).map((thread) => ({ ...thread, place: { is: 'document' } }))
  }, [data, unsent, projectId, requirementId, user.id, user.name])
}

/** Threads in the order of the document, with where they are. */
export const usePlacedThreads = (board: CommentBoard): readonly PlacedThread[] => useStore(board.threads)

/** How many open threads each section has. */
export const useThreadCounts = (board: CommentBoard): Readonly<Record<string, number>> => useStore(board.counts)

/** Open threads on the cells of a table, or the items of a list. */
export const useMarks = (board: CommentBoard, section: string) => {
  const marks = useMemo(() => board.marksIn(section), [board, section])
  return useSyncExternalStore(marks.subscribe, marks.get)
}
