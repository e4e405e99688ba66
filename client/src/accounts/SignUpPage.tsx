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
import { NewPassword } from './NewPassword.tsx'
import { useEnter } from './session.ts'

/** A new person with a new organization, in three questions. */
export function SignUpPage() {
  const enter = useEnter('/customers')
  const signUp = useMutation(q.accounts.signUp.mutationOptions({ onSuccess: enter }))
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = event.currentTarget
    signUp.mutate({
      organization_name: formText(form, 'organization_name'),
      name: formText(form, 'name'),
      email: formText(form, 'email'),
      password: formText(form, 'password'),
      time_zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    })
  }
  return (
    <EntryLayout title="Create an organization" lead="Three questions, then you can add your first customer.">
      <form className={classes.form} onSubmit={submit}>
        <ProblemAlert error={signUp.error} />
        <TextInput
          name="organization_name"
          label="What is your organization called?"
          autoComplete="organization"
          maxLength={200}
          required
          error={issueAt(signUp.error, 'organization_name')}
        />
        <TextInput
          name="name"
          label="What is your name?"
          autoComplete="name"
          maxLength={120}
          required
          error={issueAt(signUp.error, 'name')}
        />
        <fieldset className={classes.question}>
          <legend className={classes.asked}>How will you sign in?</legend>
          <TextInput name="email" type="email" label="E-mail" autoComplete="username" required error={issueAt(signUp.error, 'email')} />
          <NewPassword error={issueAt(signUp.error, 'password')} />
        </fieldset>
        <Button type="submit" loading={signUp.isPending}>
          Create the organization
        </Button>
      </form>
      <div className={classes.links}>
        <Anchor component={Link} to="/login" inherit>
          Sign in instead
        </Anchor>
      </div>
    </EntryLayout>
  )
}
