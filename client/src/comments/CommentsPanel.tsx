import type { CommentFilter } from '@certloom/shared/comments/filters'
import { newId } from '@certloom/shared/ids'
import { Button, NativeSelect } from '@mantine/core'
import { type KeyboardEvent, type ReactNode, useState } from 'react'
import { useCan, useMe } from '../accounts/useMe.ts'
import { EmptyState } from '../ui/EmptyState.tsx'
import type { PlacedThread } from './board.ts'
import classes from './CommentsPanel.module.css'
import { type NewTarget, useCommentsHere } from './commentsHere.ts'
import { NewThread } from './NewThread.tsx'
import { send } from './outbox.ts'
import { passes } from './shownThread.ts'
import { Thread } from './Thread.tsx'
import { usePlacedThreads } from './useBoard.ts'

type Props = {
  documentId: string
  customerId: string
  /** titles of sections by id */
  titles: ReadonlyMap<string, string>
  filter: CommentFilter
  onFilter: (filter: CommentFilter) => void
  /** the thread in the address */
  active: string | undefined
  /** Shows where a thread is in the document, and makes it the one in the address. */
  onOpen: (thread: PlacedThread) => void
  /** what is being commented on for the first time */
  composing: NewTarget | null
  onComposed: (thread: string | null) => void
  /** What else there is to turn on beside the threads. */
  more: ReactNode
}

const filterNames: Record<CommentFilter, string> = {
  open: 'Open',
  all: 'All',
  resolved: 'Resolved',
  mine: 'With my words',
  mentioned: 'Mentioning me',
  internal: 'Internal',
}

/** Arrow keys walk the threads, from any of them. */
function walk(event: KeyboardEvent<HTMLElement>): void {
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
  if (step === 0 || !(event.target instanceof HTMLElement) || event.target.dataset.thread === undefined) return
  const threads = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-thread]')]
  threads[threads.indexOf(event.target) + step]?.focus()
  event.preventDefault()
}

const sectionOf = ({ place }: PlacedThread): string | null => (place.is === 'document' ? null : place.section)

/** The threads of a document, in its order, with the way to begin one. */
export function CommentsPanel({ documentId, customerId, titles, filter, onFilter, active, onOpen, composing, onComposed, more }: Props) {
  const { board, compose } = useCommentsHere()
  const { user } = useMe()
  const can = useCan()
  const threads = usePlacedThreads(board)
  const [showsResolved, setShowsResolved] = useState(false)
  const filters = (Object.keys(filterNames) as CommentFilter[]).filter((name) => name !== 'internal' || can('internal.read', customerId))
  const isFound = (thread: PlacedThread) => passes[filter](thread, user.id) || thread.id === active
  const folded = filter === 'open' ? threads.filter((thread) => !isFound(thread)) : []
  const shown = showsResolved ? threads.filter((thread) => isFound(thread) || folded.includes(thread)) : threads.filter(isFound)
  const bySection = Map.groupBy(shown, sectionOf)

  const begin = (body: string, mentions: { id: string; name: string }[], isInternal: boolean) => {
    if (composing === null) return
    const threadId = newId()
    send({ id: newId(), documentId, threadId, begins: { ...composing, isInternal }, body, mentions })
    onComposed(threadId)
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: arrow keys walk its threads
    <div className={classes.panel} onKeyDown={walk}>
      <div className={classes.tools}>
        <NativeSelect
          className={classes.filter}
          size="xs"
          aria-label="Show comments"
          value={filter}
          onChange={({ currentTarget }) => onFilter(currentTarget.value as CommentFilter)}
          data={filters.map((name) => ({ value: name, label: filterNames[name] }))}
        />
        {composing === null && (
          <Button size="xs" variant="default" onClick={() => compose({ target: { kind: 'document' }, quote: null })}>
            Comment on the document
          </Button>
        )}
        {more}
      </div>
      {composing !== null && (
        <NewThread
          key={JSON.stringify(composing.target)}
          documentId={documentId}
          customerId={customerId}
          about={composing}
          title={'section_id' in composing.target ? titles.get(composing.target.section_id) : undefined}
          onSubmit={begin}
          onCancel={() => onComposed(null)}
        />
      )}
      {shown.length === 0 && composing === null && (
        <EmptyState>
          {filter === 'open' || filter === 'all'
            ? 'No comments yet. Select words in the document, or go to a cell or an item, and comment on it.'
            : 'No comment is like this. Show all of them to find others.'}
        </EmptyState>
      )}
      {[...bySection].map(([section, ofSection]) => (
        <section
          key={section}
          className={classes.section}
          aria-label={`Comments on ${section === null ? 'the document' : titles.get(section)}`}
        >
          <h3 className={classes.title}>{section === null ? 'The document' : titles.get(section)}</h3>
          {ofSection.map((thread) => (
            <Thread key={thread.id} thread={thread} customerId={customerId} isActive={thread.id === active} onOpen={() => onOpen(thread)} />
          ))}
        </section>
      ))}
      {folded.length > 0 && (
        <Button size="xs" variant="subtle" aria-expanded={showsResolved} onClick={() => setShowsResolved(!showsResolved)}>
          {showsResolved ? 'Hide what is resolved' : `${folded.length} resolved`}
        </Button>
      )}
    </div>
  )
}
