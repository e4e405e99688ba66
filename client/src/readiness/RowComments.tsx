import { newId } from '@certloom/shared/ids'
import { Button } from '@mantine/core'
import { useState } from 'react'
import { useCan } from '../accounts/useMe.ts'
import { NewThread } from '../comments/NewThread.tsx'
import { type Named, send } from '../comments/outbox.ts'
import { Thread } from '../comments/Thread.tsx'
import { useRowThreads } from '../comments/useBoard.ts'
import { useChecklistHost } from './host.ts'
import classes from './RowDrawer.module.css'
import type { GridRow } from './view.ts'

/** What people say about a row, in threads as documents have them; those that are dealt with are folded away. */
export function RowComments({ row: { id, answer } }: { row: GridRow }) {
  const { projectId, customerId } = useChecklistHost()
  const mayComment = useCan()('document.comment', customerId)
  const threads = useRowThreads(projectId, id)
  const [isNew, setIsNew] = useState(false)
  const [showsResolved, setShowsResolved] = useState(false)
  const resolved = threads.filter(({ resolved_at }) => resolved_at !== null).length
  const shown = showsResolved ? threads : threads.filter(({ resolved_at }) => resolved_at === null)
  const about = { target: { kind: 'section' as const, section_id: id }, quote: null }
  const begin = (body: string, mentions: Named[], isInternal: boolean) => {
    const begins = { ...about, isInternal }
    send({ id: newId(), documentId: projectId, requirementId: id, threadId: newId(), begins, body, mentions })
    setIsNew(false)
  }
  return (
    <section className={classes.section} aria-label="Comments">
      <h3 className={classes.heading}>Comments</h3>
      {shown.map((thread) => (
        <Thread key={thread.id} thread={thread} customerId={customerId} isActive={false} onOpen={() => {}} />
      ))}
      <div className={classes.actions}>
        {mayComment && !isNew && (
          <Button size="compact-sm" variant="default" onClick={() => setIsNew(true)}>
            Comment
          </Button>
        )}
        {resolved > 0 && (
          <Button size="compact-sm" variant="subtle" aria-expanded={showsResolved} onClick={() => setShowsResolved(!showsResolved)}>
            {showsResolved ? 'Hide what is resolved' : `${resolved} resolved`}
          </Button>
        )}
      </div>
      {isNew && (
        <NewThread
          documentId={projectId}
          customerId={customerId}
          about={about}
          title={`${answer.code} ${answer.title}`}
          onSubmit={begin}
          onCancel={() => setIsNew(false)}
        />
      )}
    </section>
  )
}
