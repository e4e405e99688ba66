import type { GuestInvitation, GuestMe } from '@certloom/shared/guests/contract'
import { Button, PasswordInput, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import type { FormEvent } from 'react'
import entry from '../accounts/EntryLayout.module.css'
import { EntryLayout } from '../accounts/EntryLayout.tsx'
import { q } from '../api/client.ts'
import { issueAt } from '../api/problems.ts'
import { formText } from '../ui/formText.ts'
import { ProblemAlert } from '../ui/ProblemAlert.tsx'
import { OpenedThings } from './OpenedThings.tsx'

type Props = { token: string; invitation: GuestInvitation | null; onJoined: (guest: GuestMe) => void }

/** Asks a guest for their name, and for the passcode where there is one: nothing is told before it is right. */
export function JoinForm({ token, invitation, onJoined }: Props) {
  const join = useMutation(q.guests.join.mutationOptions({ onSuccess: (guest) => onJoined(guest as GuestMe) }))
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = event.currentTarget
    join.mutate({ token, name: formText(form, 'name'), ...(invitation === null && { passcode: formText(form, 'passcode') }) })
  }
  return (
    <EntryLayout
      title={invitation?.session_name ?? 'You are invited'}
      lead={
        invitation === null
          ? 'Whoever sent you the link can tell you the passcode.'
          : `${invitation.organization_name} invites you to answer together for ${invitation.customer_name}. You need no account.`
      }
    >
      <form className={entry.form} onSubmit={submit}>
        <ProblemAlert error={join.error} />
        <TextInput
          name="name"
          label="Your name"
          description="Others see it, and it stands beside what you write."
          autoComplete="name"
          maxLength={120}
          required
          error={issueAt(join.error, 'name')}
        />
        {invitation === null && <PasswordInput name="passcode" label="Passcode" autoComplete="off" maxLength={100} required />}
        <Button type="submit" loading={join.isPending}>
          Join
        </Button>
      </form>
      {invitation !== null && <OpenedThings title="You can read" opens={invitation} />}
    </EntryLayout>
  )
}
