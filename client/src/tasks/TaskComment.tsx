import { Button } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useMe } from '../accounts/useMe.ts'
import { q } from '../api/client.ts'
import { announce } from '../app/announcer.ts'
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

/** Something somebody said; one's own words can be changed and taken back. */
export function TaskComment({ task, comment }: { task: TaskDetail; comment: Comment }) {
  const personOf = usePeople()
  const { user } = useMe()
  const [isEditing, setEditing] = useState(false)
  const refresh = useRefreshComments(task)
  const remove = useMutation(
    q.tasks.removeComment.mutationOptions({ onSettled: refresh, onSuccess: () => announce('The comment is taken back') }),
  )
  const { id, author, body, is_internal, created_at, edited_at } = comment
  const isOwn = author.id === user.id
  return (
    <li className={classes.said}>
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
            <button type="button" className={classes.tool} onClick={() => setEditing(true)}>
              Edit
            </button>
            <button
              type="button"
              className={classes.tool}
              disabled={remove.isPending}
              onClick={() => remove.mutate({ task_id: task.id, comment_id: id })}
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
