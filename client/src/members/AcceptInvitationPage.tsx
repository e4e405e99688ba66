import { roleNames } from '@certloom/shared/roles'
import { Button, PasswordInput, TextInput } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import type { FormEvent } from 'react'
import classes from '../accounts/EntryLayout.module.css'
import { EntryLayout } from '../accounts/EntryLayout.tsx'
import { NewPassword } from '../accounts/NewPassword.tsx'
import { useEnter } from '../accounts/session.ts'
import { q } from '../api/client.ts'
import { issueAt, problemOf } from '../api/problems.ts'
import { formText } from '../ui/formText.ts'
import { SkeletonRows } from '../ui/PageSkeleton.tsx'
import { ProblemAlert } from '../ui/ProblemAlert.tsx'

const route = getRouteApi('/invitations/$token')

/** Where the link of an invitation leads: a new person chooses name and password, a known one proves theirs. */
export function AcceptInvitationPage() {
  const { token } = route.useParams()
  const { data: invitation, error } = useQuery(q.members.readInvitation.queryOptions({ input: { token } }))
  if (error !== null) {
    const { code, title, next } = problemOf(error)
    const isGone = code === 'link_expired' || code === 'not_found'
    return (
      <EntryLayout
        title={isGone ? 'This invitation cannot be used' : title}
        lead={isGone ? 'It has ended, was taken back or was used already. Ask whoever invited you for a new one.' : next}
      >
        <Button component={Link} to="/login" variant="default">
          Go to sign-in
        </Button>
      </EntryLayout>
    )
  }
  if (invitation === undefined) {
    return (
      <EntryLayout title="Your invitation">
        <SkeletonRows rows={3} />
      </EntryLayout>
    )
  }
  const { organization_name, customer_name, role, email, has_account } = invitation
  return (
    <EntryLayout
      title={`Join ${customer_name ?? organization_name}`}
      lead={`${organization_name} invites you to work together on certification. Your role: ${roleNames[role].toLowerCase()}.`}
    >
      <AcceptForm token={token} email={email} hasAccount={has_account} />
    </EntryLayout>
  )
}

function AcceptForm({ token, email, hasAccount }: { token: string; email: string; hasAccount: boolean }) {
  const enter = useEnter()
  const accept = useMutation(q.members.acceptInvitation.mutationOptions({ onSuccess: enter }))
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = event.currentTarget
    const password = formText(form, 'password')
    accept.mutate(hasAccount ? { token, password } : { token, password, name: formText(form, 'name') })
  }
  return (
    <form className={classes.form} onSubmit={submit}>
      <ProblemAlert error={accept.error} />
      <TextInput label="E-mail" type="email" name="email" autoComplete="username" value={email} readOnly />
      {hasAccount ? (
        <PasswordInput
          name="password"
          label="Your password"
          description="You have an account with this e-mail already."
          autoComplete="current-password"
          required
          error={issueAt(accept.error, 'password')}
        />
      ) : (
        <>
          <TextInput name="name" label="Your name" autoComplete="name" maxLength={120} required error={issueAt(accept.error, 'name')} />
          <NewPassword error={issueAt(accept.error, 'password')} />
        </>
      )}
      <Button type="submit" loading={accept.isPending}>
        Join
      </Button>
    </form>
  )
}
