import { sectionOfRoot } from '@certloom/shared/collab/documentDoc'
import { type CommentPlace, findPlaces } from '@certloom/shared/comments/place'
import type { AbstractType, Doc, Transaction, YEvent } from 'yjs'
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
  /** in the order of the document; the same list as long as that order and what is said stay, however places move */
  threads: Readable<readonly PlacedThread[]>
  /** open threads by section */
  counts: Readable<Readonly<Record<string, number>>>
  highlightsIn: (section: string) => Readable<readonly TextHighlight[]>
  marksIn: (section: string) => Readable<readonly RowMark[]>
  setThreads: (threads: readonly ShownThread[]) => void
  setActive: (thread: string | null) => void
  /** Follows the document until the returned function is called. */
  follow: () => () => void
}

const isEqual = (a: unknown, b: unknown): boolean => a === b || JSON.stringify(a) === JSON.stringify(b)

const movable = new Set(['at', 'from', 'to'])
const withoutMoves = (threads: readonly PlacedThread[]): string =>
  JSON.stringify(threads, (key, value: unknown) => (movable.has(key) ? undefined : value))
const isSameList = (a: readonly PlacedThread[], b: readonly PlacedThread[]): boolean => withoutMoves(a) === withoutMoves(b)

type SharedType = AbstractType<YEvent<never>>

/** Before observers are called, Yjs knows only which types changed, not yet what they are in. */
function rootOf(type: unknown): unknown {
  let root = type as SharedType
  while (root.parent !== null) root = root.parent as SharedType
  return root
}

export function openBoard(doc: Doc, sectionOrder: readonly string[]): CommentBoard {
  const order = new Map(sectionOrder.map((id, at) => [id, at]))
  const threads = createStore<readonly PlacedThread[]>([], isSameList)
  const listeners = new Set<() => void>()
  let given: readonly ShownThread[] = []
  let placed: readonly PlacedThread[] = []
  let active: string | null = null
  let isStale = false
  let frame = 0

  function compute(): void {
    if (!isStale) return
    isStale = false
    const places = findPlaces(
      doc,
      given.map(({ anchor }) => anchor ?? { kind: 'document' }),
    )
    placed = given
      .map((thread, at): PlacedThread => ({ ...thread, place: placeOf(thread, places[at]) }))
      .sort((a, b) => rankOf(a, order) - rankOf(b, order) || atOf(a) - atOf(b) || (a.id < b.id ? -1 : 1))
  }
  function publish(): void {
    cancelAnimationFrame(frame)
    frame = 0
    compute()
    threads.set(placed)
    for (const listener of [...listeners]) listener()
  }
  /** Whoever asks in between gets what is; who only listens hears of it in the next frame, never in the middle of somebody's change. */
  function loosen(): void {
    isStale = true
    if (frame === 0) frame = requestAnimationFrame(publish)
  }
  function onChange({ changed }: Transaction): void {
    const types = new Set([...changed.keys()].map(rootOf))
    const sections = [...doc.share].flatMap(([name, type]) => (types.has(type) ? sectionOfRoot(name) : null))
    if (given.some(({ anchor }) => anchor !== null && 'section_id' in anchor && sections.includes(anchor.section_id))) loosen()
  }
  function derived<T>(read: () => T): Readable<T> {
    let known = read()
    const get = () => {
      compute()
      const next = read()
      if (!isEqual(known, next)) known = next
      return known
    }
    return {
      get,
      subscribe: (listener) => {
        let seen = get()
        const look = () => {
          const next = get()
          if (next === seen) return
          seen = next
          listener()
        }
        listeners.add(look)
        return () => listeners.delete(look)
      },
    }
  }
  const isOpen = ({ resolved_at, id }: PlacedThread): boolean => resolved_at === null || id === active
  return {
    threads,
    counts: derived(() => countsOf(placed)),
    highlightsIn: (section) =>
      derived(() =>
        placed
          .filter(isOpen)
          .flatMap(({ id, place }) =>
            place.is === 'text' && place.section === section ? [{ id, from: place.from, to: place.to, isActive: id === active }] : [],
          ),
      ),
    marksIn: (section) =>
      derived(() =>
        placed
          .filter(isOpen)
          .flatMap(({ id, place }) =>
            place.is === 'row' && place.section === section ? [{ id, row: place.row, column: place.column, isActive: id === active }] : [],
          ),
      ),
    setThreads: (next) => {
      given = next
      isStale = true
      publish()
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

function countsOf(threads: readonly PlacedThread[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const { place, resolved_at } of threads)
    if (resolved_at === null && place.is !== 'document') counts[place.section] = (counts[place.section] ?? 0) + 1
  return counts
}

/** A thread that is not sent yet stays where its writer put it. */
const placeOf = ({ anchor, target }: ShownThread, found: CommentPlace = { is: 'document' }): CommentPlace =>
  anchor === null && target !== null && 'section_id' in target ? { is: 'section', section: target.section_id } : found

/** The document as a whole comes first; what lost its place comes last in its section. */
const rankOf = ({ place }: PlacedThread, order: ReadonlyMap<string, number>): number =>
  place.is === 'document' ? -1 : (order.get(place.section) ?? order.size)

const atOf = ({ place }: PlacedThread): number => (place.is === 'lost' ? Number.MAX_SAFE_INTEGER : 'at' in place ? place.at : -1)
