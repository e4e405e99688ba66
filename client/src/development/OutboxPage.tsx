import { Anchor } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Fragment } from 'react'
import { type api, q, type RowOf } from '../api/client.ts'
import { usePageTitle } from '../app/pageTitle.ts'
import { EmptyState } from '../ui/EmptyState.tsx'
import { SkeletonRows } from '../ui/PageSkeleton.tsx'
import { ProblemAlert } from '../ui/ProblemAlert.tsx'
import { When } from '../ui/When.tsx'
import classes from './OutboxPage.module.css'

/** Mail that a server without SMTP keeps instead of sending it. */
export function OutboxPage() {
  const title = 'Mail of this test server'
  usePageTitle(title)
  const outbox = useQuery(q.development.outbox.queryOptions({ refetchInterval: 5_000 }))
  return (
    <main className={classes.page}>
      <h1 className={classes.title} tabIndex={-1}>
        {title}
      </h1>
      <p className={classes.lead}>This server sends no mail. What it would have sent is kept here.</p>
      <ProblemAlert error={outbox.error} />
      {outbox.isPending && <SkeletonRows />}
      {outbox.data?.data.length === 0 && (
        <EmptyState>No mail yet. Invite somebody or reset a password, and the mail appears here.</EmptyState>
      )}
      {outbox.data?.data.map((mail) => (
        <Mail key={mail.id} mail={mail} />
      ))}
    </main>
  )
}

function Mail({ mail }: { mail: RowOf<typeof api.development.outbox> }) {
  return (
    <article className={classes.mail} aria-labelledby={mail.id}>
      <h2 id={mail.id} className={classes.subject}>
        {mail.subject}
      </h2>
      <p className={classes.meta}>
        To {mail.to} · <When at={mail.created_at} />
      </p>
      <p className={classes.text}>
        <WithLinks text={mail.text} />
      </p>
    </article>
  )
}

/** Splitting at a capturing pattern puts the addresses at the odd places. */
function WithLinks({ text }: { text: string }) {
  return text.split(/(https?:\/\/[^\s<>"]+)/).map((part, place) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a text that never changes have no other name than their place
    <Fragment key={place}>{place % 2 === 1 ? <Anchor href={part}>{part}</Anchor> : part}</Fragment>
  ))
}
