import { changedRoots } from '@certloom/shared/collab/affectedRoots'
import { sectionOfRoot } from '@certloom/shared/collab/documentDoc'
import { type CommentPlace, findPlaces } from '@certloom/shared/comments/place'
import type { Doc, Transaction } from 'yjs'
import { createStore, type Store } from '../collab/store.ts'
import type { TextHighlight } from '../editor/highlights.ts'
import type { ShownThread } from './shownThread.ts'

export type PlacedThread = ShownThread & { place: CommentPlace }

/** Open threads on a cell or an item. */
export type RowMark = { id: string; row: string; column: string | null; isActive: boolean }

type Readable<T> = Pick<Store<T>, 'get' | 'subscribe'>

/**
 * Where the threads of an open document are, followed through every change of it. Places are worked out when somebody asks, at the latest in the next frame.
 */
export type CommentBoard = {
  /** in the order of the document */
  threads: Readable<readonly PlacedThread[]>
  highlightsIn: (section: string) => Readable<readonly TextHighlight[]>
  marksIn: (section: string) => Readable<readonly RowMark[]>
  setThreads: (threads: readonly ShownThread[]) => void
  setActive: (thread: string | null) => void
  /** Follows the document until the returned function is called. */
  follow: () => () => void
}

const isEqual = (a: unknown, b: unknown): boolean => a === b || JSON.stringify(a) === JSON.stringify(b)

export function openBoard(doc: Doc, sectionOrder: readonly string[]): CommentBoard {
  const order = new Map(sectionOrder.map((id, at) => [id, at]))
  const threads = createStore<readonly PlacedThread[]>([], isEqual)
  const listeners = new Set<() => void>()
  let given: readonly ShownThread[] = []
  let active: string | null = null
  let isStale = false
  let frame = 0

  function settle(): void {
    cancelAnimationFrame(frame)
    frame = 0
    if (!isStale) return
    isStale = false
    const places = findPlaces(
      doc,
      given.map(({ anchor }) => anchor ?? { kind: 'document' }),
    )
    const placed = given.map((thread, at): PlacedThread => ({ ...thread, place: placeOf(thread, places[at]) }))
    threads.set(placed.sort((a, b) => rankOf(a, order) - rankOf(b, order) || atOf(a) - atOf(b) || (a.id < b.id ? -1 : 1)))
    for (const listener of listeners) listener()
  }
  function loosen(): void {
    isStale = true
    if (frame === 0) frame = requestAnimationFrame(settle)
  }
  function onChange(transaction: Transaction): void {
    const changed = new Set([...changedRoots(transaction)].map(sectionOfRoot))
    if (given.some(({ anchor }) => anchor !== null && 'section_id' in anchor && changed.has(anchor.section_id))) loosen()
  }
  function derived<T>(read: () => readonly T[]): Readable<readonly T[]> {
    let known: readonly T[] = []
    const get = () => {
      settle()
      const next = read()
      if (!isEqual(known, next)) known = next
      return known
    }
    return {
      get,
      subscribe: (listener) => {
        const look = () => {
          const before = known
          if (get() !== before) listener()
        }
        listeners.add(look)
        return () => listeners.delete(look)
      },
    }
  }
  const isOpen = ({ resolved_at, id }: PlacedThread): boolean => resolved_at === null || id === active
  return {
    threads: {
      get: () => {
        settle()
        return threads.get()
      },
      subscribe: threads.subscribe,
    },
    highlightsIn: (section) =>
      derived(() =>
        threads
          .get()
          .filter(isOpen)
          .flatMap(({ id, place }) =>
            place.is === 'text' && place.section === section ? [{ id, from: place.from, to: place.to, isActive: id === active }] : [],
          ),
      ),
    marksIn: (section) =>
      derived(() =>
        threads
          .get()
          .filter(isOpen)
          .flatMap(({ id, place }) =>
            place.is === 'row' && place.section === section ? [{ id, row: place.row, column: place.column, isActive: id === active }] : [],
          ),
      ),
    setThreads: (next) => {
      given = next
      loosen()
      settle()
    },
    setActive: (thread) => {
      active = thread
      for (const listener of listeners) listener()
    },
    follow: () => {
      doc.on('beforeObserverCalls', onChange)
      loosen()
      return () => {
        doc.off('beforeObserverCalls', onChange)
        cancelAnimationFrame(frame)
        frame = 0
      }
    },
  }
}

/** A thread that is not sent yet stays where its writer put it. */
const placeOf = ({ anchor, target }: ShownThread, found: CommentPlace = { is: 'document' }): CommentPlace =>
  anchor === null && target !== null && 'section_id' in target ? { is: 'section', section: target.section_id } : found

/** The document as a whole comes first; what lost its place comes last in its section. */
const rankOf = ({ place }: PlacedThread, order: ReadonlyMap<string, number>): number =>
  place.is === 'document' ? -1 : (order.get(place.section) ?? order.size)

const atOf = ({ place }: PlacedThread): number => (place.is === 'lost' ? Number.MAX_SAFE_INTEGER : 'at' in place ? place.at : -1)
