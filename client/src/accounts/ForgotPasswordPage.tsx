import { Anchor, Button, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { FormEvent } from 'react'
import { q } from '../api/client.ts'
import { issueAt } from '../api/problems.ts'
import { formText } from '../ui/formText.ts'
import { ProblemAlert } from '../ui/ProblemAlert.tsx'
import classes from './EntryLayout.module.css'
import { EntryLayout } from './EntryLayout.tsx'

const backToSignIn = (
  <div className={classes.links}>
    <Anchor component={Link} to="/login" inherit>
      Back to sign-in
    </Anchor>
  </div>
)

/** Asks for a reset link; answers alike whether or not there is such an account. */
export function ForgotPasswordPage() {
  const request = useMutation(q.accounts.requestPasswordReset.mutationOptions())
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    request.mutate({ email: formText(event.currentTarget, 'email') })
  }
  if (request.isSuccess) {
    return (
      <EntryLayout
        title="Look into your mail"
        lead={`If there is an account for ${request.data.sent_to}, a link to set a new password is on its way there.`}
      >
        {backToSignIn}
      </EntryLayout>
    )
  }
  return (
    <EntryLayout title="Reset your password" lead="We mail you a link with which you set a new one.">
      <form className={classes.form} onSubmit={submit}>
        <ProblemAlert error={request.error} />
        <TextInput name="email" type="email" label="E-mail" autoComplete="username" required error={issueAt(request.error, 'email')} />
        <Button type="submit" loading={request.isPending}>
          Mail me a link
        </Button>
      </form>
      {backToSignIn}
    </EntryLayout>
  )
}
