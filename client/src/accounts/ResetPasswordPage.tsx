import { Anchor, Button } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import type { FormEvent } from 'react'
import { q } from '../api/client.ts'
import { issueAt, problemOf } from '../api/problems.ts'
import { formText } from '../ui/formText.ts'
import { ProblemAlert } from '../ui/ProblemAlert.tsx'
import classes from './EntryLayout.module.css'
import { EntryLayout } from './EntryLayout.tsx'
import { NewPassword } from './NewPassword.tsx'

const route = getRouteApi('/reset-password/$token')

/** Where the link of a reset mail leads. */
export function ResetPasswordPage() {
  const { token } = route.useParams()
  const reset = useMutation(q.accounts.resetPassword.mutationOptions())
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    reset.mutate({ token, password: formText(event.currentTarget, 'password') })
  }
  if (reset.isSuccess) {
    return (
      <EntryLayout title="Your password is changed" lead="You were signed out on all devices. Sign in with the new password.">
        <Button component={Link} to="/login">
          Sign in
        </Button>
      </EntryLayout>
    )
  }
  return (
    <EntryLayout title="Set a new password" lead="This signs you out on all devices.">
      <form className={classes.form} onSubmit={submit}>
        <ProblemAlert error={reset.error} />
        <NewPassword label="New password" error={issueAt(reset.error, 'password')} />
        <Button type="submit" loading={reset.isPending}>
          Set the password
        </Button>
      </form>
      {reset.error !== null && problemOf(reset.error).code === 'link_expired' && (
        <div className={classes.links}>
          <Anchor component={Link} to="/forgot-password" inherit>
            Ask for a new link
          </Anchor>
        </div>
      )}
    </EntryLayout>
  )
}
