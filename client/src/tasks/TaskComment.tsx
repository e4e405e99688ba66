import { Button } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useLayoutEffect, useRef, useState } from 'react'
import { useMe } from '../accounts/useMe.ts'
import { q } from '../api/client.ts'
import { announce } from '../app/announcer.ts'
import { isFocusLost } from '../app/pageFocus.ts'
import { useFocusGoesOn } from '../app/useFocusGoesOn.ts'
import { piecesOf } from '../comments/mentions.ts'
import { usePeople } from '../members/queries.ts'
import { PersonAvatar } from '../ui/PersonAvatar.tsx'
import { ProblemAlert } from '../ui/ProblemAlert.tsx'
import { When } from '../ui/When.tsx'
import { MentionField, useMentionable } from './MentionField.tsx'
import { mentionsIn, withChosen } from './mentionsIn.ts'
import type { Comment, TaskDetail } from './queries.ts'
import classes from './TaskComments.module.css'

/** Reads again what was said about a task. */
export function useRefreshComments(task: TaskDetail): () => Promise<void> {
  const client = useQueryClient()
  return () => client.invalidateQueries({ queryKey: q.tasks.comments.key({ input: { task_id: task.id } }) })
}

type Props = {
  task: TaskDetail
  comment: Comment
  /** Says where the focus goes on when what had it is taken back. */
  onGone: () => void
}

/** Something somebody said; one's own words can be changed and taken back. */
export function TaskComment({ task, comment, onGone }: Props) {
  const personOf = usePeople()
  const { user } = useMe()
  const [isEditing, setEditing] = useState(false)
  const refresh = useRefreshComments(task)
  const remove = useMutation(
    q.tasks.removeComment.mutationOptions({ onSettled: refresh, onSuccess: () => announce('The comment is taken back') }),
  )
  const said = useRef<HTMLLIElement>(null)
  const editButton = useRef<HTMLButtonElement>(null)
  const wasEditing = useRef(false)
  useFocusGoesOn(said, onGone)
  useLayoutEffect(() => {
    if (wasEditing.current && !isEditing && isFocusLost()) editButton.current?.focus({ preventScroll: true })
    wasEditing.current = isEditing
  }, [isEditing])
  const { id, author, body, is_internal, created_at, edited_at } = comment
  const isOwn = author.id === user.id
  return (
    <li ref={said} className={classes.said}>
      <PersonAvatar person={{ name: author.name, color: personOf(author.id)?.color }} size="sm" decorative />
      <div className={classes.saidBody}>
        <p className={classes.who}>
          <strong>{author.name}</strong> <When at={created_at} />
          {edited_at !== null && ' · edited'}
          {is_internal && <span className={classes.internal}>Internal</span>}
        </p>
        {isEditing ? (
          <Edit task={task} comment={comment} onDone={() => setEditing(false)} />
        ) : (
          <p className={classes.text}>{withNames(body, comment.mentions)}</p>
        )}
        <ProblemAlert error={remove.error} />
        {isOwn && !isEditing && (
          <p className={classes.tools}>
            <button ref={editButton} type="button" className={classes.tool} onClick={() => setEditing(true)}>
              Edit
            </button>
            <button
              type="button"
              className={classes.tool}
              onClick={() => !remove.isPending && remove.mutate({ task_id: task.id, comment_id: id })}
            >
              Delete
            </button>
          </p>
        )}
      </div>
    </li>
  )
}

/** The text with the names that are mentioned in it set apart. */
const withNames = (body: string, mentions: Comment['mentions']) =>
  piecesOf(body, mentions).map(({ text, isMention }, at) =>
    isMention ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one text, in their order
      <span key={at} className={classes.mention}>
        {text}
      </span>
    ) : (
      text
    ),
  )

function Edit({ task, comment, onDone }: { task: TaskDetail; comment: Comment; onDone: () => void }) {
  const [text, setText] = useState(comment.body)
  const [chosen, setChosen] = useState(comment.mentions.map(({ id }) => id))
  const { people, error } = useMentionable(task.customer_id, comment.is_internal)
  const mentions = mentionsIn(text, chosen, people)
  const refresh = useRefreshComments(task)
  const save = useMutation(
    q.tasks.editComment.mutationOptions({
      onSuccess: async () => {
        await refresh()
        onDone()
      },
    }),
  )
  const submit = (event?: FormEvent) => {
    event?.preventDefault()
    if (text.trim() !== '' && mentions !== null) save.mutate({ task_id: task.id, comment_id: comment.id, body: text, mentions })
  }
  return (
    <form className={classes.write} onSubmit={submit}>
      <MentionField
        label="Your comment"
        value={text}
        people={people ?? []}
        onChange={setText}
        onChoose={(id) => setChosen(withChosen(chosen, id))}
        onSubmit={submit}
        isFirst
      />
      <ProblemAlert error={mentions === null ? error : save.error} />
      <div className={classes.actions}>
        <Button variant="default" size="compact-sm" onClick={onDone}>
          Cancel
        </Button>
        <Button type="submit" size="compact-sm" loading={save.isPending} disabled={mentions === null}>
          Save
        </Button>
      </div>
    </form>
  )
}
