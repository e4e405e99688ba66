import { newId } from '@certloom/shared/ids'
import { canComment } from '@certloom/shared/permissions'
import { ActionIcon, UnstyledButton } from '@mantine/core'
import { IconArrowBackUp, IconCheck, IconEyeOff, IconTextPlus } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { useActor } from '../accounts/useMe.ts'
import { api } from '../api/client.ts'
import { problemOf } from '../api/problems.ts'
import type { PlacedThread } from './board.ts'
import { CommentEntry } from './CommentEntry.tsx'
import { Composer } from './Composer.tsx'
import { send } from './outbox.ts'
import { showThread } from './queries.ts'
import classes from './Thread.module.css'
import { usePeopleToName } from './usePeopleToName.ts'

type Props = {
  thread: PlacedThread
  customerId: string
  isActive: boolean
  /** Makes it the one in the address, and shows its place in the document. */
  onOpen: () => void
}

function About({ thread, onOpen }: Pick<Props, 'thread' | 'onOpen'>) {
  const { place, quote } = thread
  if (place.is === 'document') return null
  if (place.is === 'lost')
    return (
      <div>
        <p className={classes.lostWords}>What this was about is gone. It said:</p>
        <blockquote className={classes.quote}>{quote}</blockquote>
      </div>
    )
  if (quote === null || quote === '') return null
  return (
    <UnstyledButton className={classes.place} onClick={onOpen} aria-label={`Show in the document: ${quote}`}>
      <span className={classes.quote}>{quote}</span>
    </UnstyledButton>
  )
}

function useResolve({ id, resolved_at }: PlacedThread) {
  return useMutation({
    mutationFn: () => (resolved_at === null ? api.comments.resolve({ thread_id: id }) : api.comments.reopen({ thread_id: id })),
    onSuccess: showThread,
  })
}

/** A conversation about one place. Arrow keys walk from thread to thread, R replies. */
export function Thread({ thread, customerId, isActive, onOpen }: Props) {
  const { id, document_id, project_id, anchor, is_internal, comments, resolved_by } = thread
  const actor = useActor()
  const canWrite = actor !== null && canComment(actor, { customerId, isInternal: is_internal })
  const people = usePeopleToName(customerId, is_internal)
  const [isReplying, setIsReplying] = useState(false)
  const resolve = useResolve(thread)
  const card = useRef<HTMLElement>(null)
  const isSent = comments.some(({ unsent }) => unsent === null)
  useEffect(() => {
    if (isActive) card.current?.scrollIntoView({ block: 'nearest' })
  }, [isActive])

  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.altKey) return
    if (event.key === 'r' && canWrite && isSent) setIsReplying(true)
    else if (event.key === 'Enter') onOpen()
    else return
    event.preventDefault()
  }
  const reply = (body: string, mentions: { id: string; name: string }[]) => {
    const requirementId = document_id === null && anchor !== null && 'section_id' in anchor ? anchor.section_id : undefined
    send({ id: newId(), documentId: document_id ?? project_id ?? '', requirementId, threadId: id, begins: null, body, mentions })
    setIsReplying(false)
    card.current?.focus()
  }
  return (
    <article
      ref={card}
      className={classes.thread}
      data-thread={id}
      data-active={isActive || undefined}
      aria-label={`Thread by ${thread.created_by.name}`}
      aria-current={isActive || undefined}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: threads are walked with the arrow keys
      tabIndex={0}
      onKeyDown={onKeyDown}
    >
      {(is_internal || resolved_by !== null) && (
        <div className={classes.head}>
          {is_internal && (
            <span className={classes.internal}>
              <IconEyeOff className={classes.icon} aria-hidden />
              Internal
            </span>
          )}
          {resolved_by !== null && <span>Resolved by {resolved_by.name}</span>}
        </div>
      )}
      <About thread={thread} onOpen={onOpen} />
      <ol className={classes.comments}>
        {comments.map((comment) => (
          <CommentEntry key={comment.id} comment={comment} people={people} canWrite={canWrite} />
        ))}
      </ol>
      {resolve.error !== null && (
        <p role="alert" className={classes.refusal}>
          {problemOf(resolve.error).detail} {problemOf(resolve.error).next}
        </p>
      )}
      {canWrite &&
        isSent &&
        (isReplying ? (
          <Composer
            draft={`reply:${id}`}
            label="Reply"
            placeholder="Reply"
            submitLabel="Reply"
            people={people}
            autoFocus
            onSubmit={reply}
            onCancel={() => {
              setIsReplying(false)
              card.current?.focus()
            }}
          />
        ) : (
          <UnstyledButton className={classes.reply} onClick={() => setIsReplying(true)}>
            <IconTextPlus className={classes.icon} aria-hidden />
            Reply
          </UnstyledButton>
        ))}
      {canWrite && isSent && (
        <ActionIcon
          className={classes.resolve}
          size="sm"
          loading={resolve.isPending}
          onClick={() => resolve.mutate()}
          aria-label={resolved_by === null ? 'Resolve' : 'Reopen'}
          title={resolved_by === null ? 'Resolve' : 'Reopen'}
        >
          {resolved_by === null ? (
            <IconCheck className={classes.icon} aria-hidden />
          ) : (
            <IconArrowBackUp className={classes.icon} aria-hidden />
          )}
        </ActionIcon>
      )}
    </article>
  )
}
