import { Button, Checkbox } from '@mantine/core'
import { useInfiniteQuery, useMutation } from '@tanstack/react-query'
import { type FormEvent, useRef } from 'react'
import { useCan } from '../accounts/useMe.ts'
import { q } from '../api/client.ts'
import { useSentId } from '../api/useSentId.ts'
import { announce } from '../app/announcer.ts'
import { useDraft } from '../comments/drafts.ts'
import { Loading } from '../ui/Loading.tsx'
import { ProblemAlert } from '../ui/ProblemAlert.tsx'
import { ShowMore } from '../ui/ShowMore.tsx'
import { useLatest } from '../ui/useLatest.ts'
import { MentionField, useMentionable } from './MentionField.tsx'
import { mentionsIn, withChosen } from './mentionsIn.ts'
import { commentsOf, type TaskDetail } from './queries.ts'
import { TaskComment, useRefreshComments } from './TaskComment.tsx'
import classes from './TaskComments.module.css'

/** What people said about a task, and the field to say something. */
export function TaskComments({ task }: { task: TaskDetail }) {
  const list = useInfiniteQuery(commentsOf(task.id))
  const mayComment = useCan()('document.comment', task.customer_id)
  const whole = useRef<HTMLDivElement>(null)
  if (list.data === undefined) return <Loading of={list} rows={2} />
  const comments = list.data.pages.flatMap((page) => page.data)
  return (
    <div ref={whole} className={classes.comments}>
      {comments.length === 0 && <p className={classes.none}>Nothing was said yet. Mention somebody with @ and they are told.</p>}
      <ol className={classes.list} aria-label="Comments">
        {comments.map((comment) => (
          <TaskComment
            key={comment.id}
            task={task}
            comment={comment}
            onGone={() => whole.current?.querySelector('textarea')?.focus({ preventScroll: true })}
          />
        ))}
      </ol>
      <ShowMore list={list} />
      {mayComment && <Write task={task} />}
    </div>
  )
}

function Write({ task }: { task: TaskDetail }) {
  const [text, setText] = useDraft(`task:${task.id}`)
  const [chosen, setChosen] = useDraft(`task:${task.id}:chosen`)
  const [internal, setInternal] = useDraft(`task:${task.id}:internal`)
  const isInternal = internal !== ''
  const latest = useLatest(text)
  const mayHide = useCan()('internal.write')
  const { people, error } = useMentionable(task.customer_id, isInternal)
  const chosenIds = chosen === '' ? [] : chosen.split(' ')
  const mentions = mentionsIn(text, chosenIds, people)
  const refresh = useRefreshComments(task)
  const sentId = useSentId()
  const send = useMutation(
    q.tasks.comment.mutationOptions({
      onSuccess: async (_sent, { body }) => {
        sentId.forget()
        if (latest.current === body) {
          setText('')
          setChosen('')
        }
        announce('Your comment is sent')
        await refresh()
      },
    }),
  )
  const submit = (event?: FormEvent) => {
    event?.preventDefault()
    if (text.trim() === '' || mentions === null || send.isPending) return
    const said = { task_id: task.id, body: text, mentions, is_internal: isInternal }
    send.mutate({ id: sentId.of(said), ...said })
  }
  return (
    <form className={classes.write} onSubmit={submit}>
      <MentionField
        label="Comment"
        value={text}
        people={people ?? []}
        onChange={setText}
        onChoose={(id) => setChosen(withChosen(chosenIds, id).join(' '))}
        onSubmit={submit}
      />
      <ProblemAlert error={mentions === null ? error : send.error} />
      <div className={classes.actions}>
        {mayHide && (
          <Checkbox
            label="Internal: not shown to the customer"
            checked={isInternal}
            onChange={({ currentTarget }) => setInternal(currentTarget.checked ? 'yes' : '')}
          />
        )}
        <Button type="submit" size="compact-md" loading={send.isPending} disabled={text.trim() === '' || mentions === null}>
          Comment
        </Button>
      </div>
    </form>
  )
}
