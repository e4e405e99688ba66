import { ActionIcon, Button, Menu } from '@mantine/core'
import { IconDots, IconPencil, IconTrash } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useMe } from '../accounts/useMe.ts'
import { api, q } from '../api/client.ts'
import { problemOf } from '../api/problems.ts'
import { queryClient } from '../api/queryClient.ts'
import { PersonAvatar } from '../ui/PersonAvatar.tsx'
import { When } from '../ui/When.tsx'
import { Composer } from './Composer.tsx'
import { piecesOf } from './mentions.ts'
import { discardUnsent, isKept, type Named, sendAgain, type Unsent } from './outbox.ts'
import { showThread } from './queries.ts'
import type { ShownComment } from './shownThread.ts'
import classes from './Thread.module.css'
import type { Nameable } from './usePeopleToName.ts'

function Body({ comment }: { comment: ShownComment }) {
  if (comment.is_deleted) return <p className={classes.deleted}>Deleted</p>
  return (
    <p className={classes.body}>
      {piecesOf(comment.body, comment.mentions).map((piece, at) =>
        piece.isMention ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one text, in their order
          <strong key={at} className={classes.mention}>
            {piece.text}
          </strong>
        ) : (
          piece.text
        ),
      )}
    </p>
  )
}

/** What became of a comment that the server has not taken. */
function Waiting({ unsent, onEdit }: { unsent: Unsent; onEdit: () => void }) {
  if (unsent.problem === null)
    return (
      <p className={classes.waiting}>
        Sending. {isKept(unsent.id) ? 'It is kept on this device until then.' : 'Keep this page open until then.'}
      </p>
    )
  const onSection = unsent.begins?.target.kind === 'text' ? unsent.begins : null
  const toSection = () => {
    if (onSection?.target.kind !== 'text') return
    sendAgain(unsent.id, { begins: { ...onSection, target: { kind: 'section', section_id: onSection.target.section_id } } })
  }
  return (
    <div role="alert" className={classes.refused}>
      <p className={classes.refusal}>Not sent. {unsent.problem}</p>
      <div className={classes.choices}>
        {onSection && (
          <Button size="xs" variant="default" onClick={toSection}>
            Comment on the section
          </Button>
        )}
        <Button size="xs" variant="default" onClick={() => sendAgain(unsent.id)}>
          Try again
        </Button>
        <Button size="xs" variant="default" onClick={onEdit}>
          Edit
        </Button>
        <Button size="xs" variant="default" onClick={() => discardUnsent(unsent.id)}>
          Discard
        </Button>
      </div>
    </div>
  )
}

function OwnMenu({ onEdit, onDelete }: { onEdit: () => void; onDelete: () => void }) {
  return (
    <Menu position="bottom-end" returnFocus>
      <Menu.Target>
        <ActionIcon className={classes.more} size="sm" aria-label="Your comment">
          <IconDots className={classes.icon} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconPencil className={classes.icon} aria-hidden />} onClick={onEdit}>
          Edit
        </Menu.Item>
        <Menu.Item leftSection={<IconTrash className={classes.icon} aria-hidden />} onClick={onDelete}>
          Delete
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}

type Props = { comment: ShownComment; people: readonly Nameable[]; canWrite: boolean }

/** One comment of a thread. Its writer can change and delete it. */
export function CommentEntry({ comment, people, canWrite }: Props) {
  const { user } = useMe()
  const [isEditing, setIsEditing] = useState(false)
  const { id, author, unsent } = comment
  const edit = useMutation({
    mutationFn: ({ body, mentions }: { body: string; mentions: Named[] }) =>
      api.comments.edit({ comment_id: id, body, mentions: mentions.map((person) => person.id) }),
    onSuccess: (thread) => {
      showThread(thread)
      setIsEditing(false)
    },
  })
  const remove = useMutation({
    mutationFn: () => api.comments.remove({ comment_id: id }),
    onSettled: () => queryClient.invalidateQueries({ queryKey: q.comments.key() }),
  })
  const isOwn = author.id === user.id && unsent === null && !comment.is_deleted && canWrite
  const error = edit.error ?? remove.error
  const onSave = (body: string, mentions: Named[]) => {
    if (unsent === null) return edit.mutateAsync({ body, mentions })
    setIsEditing(false)
    sendAgain(id, { body, mentions })
  }
  return (
    <li data-unsent={unsent !== null || undefined}>
      <div className={classes.line}>
        <PersonAvatar person={{ ...author, color: people.find((person) => person.id === author.id)?.color }} size="sm" decorative />
        <span className={classes.author}>{author.name}</span>
        <span className={classes.when}>
          <When at={comment.created_at} />
          {comment.edited_at !== null && ', edited'}
        </span>
        {isOwn && !isEditing && <OwnMenu onEdit={() => setIsEditing(true)} onDelete={() => remove.mutate()} />}
      </div>
      {isEditing ? (
        <Composer
          draft={`edit:${id}`}
          label="Your comment"
          placeholder=""
          submitLabel="Save"
          people={people}
          initial={comment}
          autoFocus
          onSubmit={onSave}
          onCancel={() => setIsEditing(false)}
        />
      ) : (
        <Body comment={comment} />
      )}
      {unsent !== null && !isEditing && <Waiting unsent={unsent} onEdit={() => setIsEditing(true)} />}
      {error !== null && (
        <p role="alert" className={classes.refusal}>
          {problemOf(error).detail} {problemOf(error).next}
        </p>
      )}
    </li>
  )
}
