import type { CommentFilter } from '@certloom/shared/comments/filters'
import type { DocumentDetail } from '@certloom/shared/documents/contract'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { type MouseEvent, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { documentRouteId } from '../app/documentRoute.ts'
import type { Room } from '../collab/room.ts'
import type { PlacedThread } from '../comments/board.ts'
import type { CommentsHere, NewTarget } from '../comments/commentsHere.ts'
import { threadsOf } from '../comments/queries.ts'
import { useBoard, usePlacedThreads } from '../comments/useBoard.ts'
import { pointedAt } from '../sections/commentTarget.ts'
import { sectionElementId, showSection } from '../sections/sectionPlace.ts'
import type { PanelTab } from './Panel.tsx'

const route = getRouteApi(documentRouteId)

/** The editor of a section comes only when that is near: about a second of frames. */
const mostFrames = 60

/** Brings what a thread is about into sight, once it is drawn. */
function showPlace({ id, place }: PlacedThread): void {
  if (place.is === 'document') return
  showSection(place.section)
  const look = (rest: number) => {
    const mark = document.getElementById(sectionElementId(place.section))?.querySelector(`[data-comment="${id}"]`)
    if (mark) mark.scrollIntoView({ block: 'center' })
    else if (rest > 0 && (place.is === 'text' || place.is === 'row')) requestAnimationFrame(() => look(rest - 1))
  }
  requestAnimationFrame(() => look(mostFrames))
}

/** Which tab the panel shows: comments if there were any when it opened, unless the address is about versions; then whatever was chosen. */
function useTab(documentId: string): [PanelTab, (tab: PanelTab) => void] {
  const { version, named, by, comment, comments } = route.useSearch()
  const { data } = useQuery(threadsOf(documentId))
  const isAboutVersions = version !== undefined || named !== undefined || by !== undefined
  const asked = comment !== undefined || comments !== undefined ? 'comments' : isAboutVersions ? 'versions' : null
  const [tab, setTab] = useState<PanelTab | null>(asked)
  if (tab === null && data !== undefined) setTab(data.length > 0 ? 'comments' : 'versions')
  return [tab ?? 'versions', setTab]
}

/** The comments of the open document: where they are, which one is in the address, and what is being commented on. */
export function useComments(room: Room, { id, content }: DocumentDetail, showPanel: () => void) {
  const { fixed_sections, fillable_sections } = content
  const order = useMemo(() => [...fixed_sections, ...fillable_sections].map((section) => section.id), [fixed_sections, fillable_sections])
  const board = useBoard(id, room, order)
  const threads = usePlacedThreads(board)
  const { comment: active, comments: filter = 'open' } = route.useSearch()
  const navigate = route.useNavigate()
  const [composing, setComposing] = useState<NewTarget | null>(null)
  const [tab, setTab] = useTab(id)

  const change = useCallback(
    (changed: { comment?: string | undefined; comments?: CommentFilter | undefined }) =>
      void navigate({
        search: (search) => ({ ...search, ...changed }),
        hash: true,
        replace: true,
        resetScroll: false,
        hashScrollIntoView: false,
      }),
    [navigate],
  )
  const reveal = useCallback(() => {
    setTab('comments')
    showPanel()
  }, [setTab, showPanel])
  const compose = useCallback(
    (about: NewTarget) => {
      setComposing(about)
      reveal()
    },
    [reveal],
  )
  const open = useCallback(
    (thread: string) => {
      change({ comment: thread })
      reveal()
    },
    [change, reveal],
  )
  useEffect(() => board.setActive(active ?? null), [board, active])
  useArrival(threads, active, reveal)
  useCommentKey(room, fillable_sections, compose)

  const here = useMemo<CommentsHere>(() => ({ board, compose, open }), [board, compose, open])
  return {
    here,
    tab,
    setTab,
    filter,
    setFilter: (next: CommentFilter) => change({ comments: next === 'open' ? undefined : next, comment: undefined }),
    active,
    composing,
    /** Shows where a thread is, and makes it the one in the address. */
    goTo: (thread: PlacedThread) => {
      change({ comment: thread.id })
      showPlace(thread)
    },
    composed: (thread: string | null) => {
      setComposing(null)
      if (thread !== null) change({ comment: thread })
    },
    /** A press on commented words, a cell or an item opens the thread. */
    onPress: ({ target }: MouseEvent) => {
      const thread = target instanceof Element ? target.closest<HTMLElement>('[data-comment]')?.dataset.comment : undefined
      if (thread !== undefined && getSelection()?.isCollapsed !== false) change({ comment: thread })
    },
  }
}

/** Whoever comes by a link to a thread is taken to its place, once that is known. */
function useArrival(threads: readonly PlacedThread[], active: string | undefined, reveal: () => void): void {
  const wanted = useRef(active)
  const isWanted = useRef(active !== undefined)
  useEffect(() => {
    const thread = threads.find(({ id }) => id === wanted.current)
    if (!isWanted.current || thread === undefined) return
    isWanted.current = false
    reveal()
    showPlace(thread)
  }, [threads, reveal])
}

/** Control (or Command) Alt M comments on what is selected, else on the section the focus is in, else on the document. */
function useCommentKey(room: Room, sections: DocumentDetail['content']['fillable_sections'], compose: (about: NewTarget) => void): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.code !== 'KeyM' || !event.altKey || !(event.ctrlKey || event.metaKey)) return
      event.preventDefault()
      const section = sections.find((candidate) =>
        document.getElementById(sectionElementId(candidate.id))?.contains(document.activeElement),
      )
      compose(
        pointedAt(room.doc, sections)?.about ?? {
          target: section ? { kind: 'section', section_id: section.id } : { kind: 'document' },
          quote: null,
        },
      )
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [room, sections, compose])
}
