import { Anchor, Button, PasswordInput, TextInput } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import type { FormEvent } from 'react'
import { q } from '../api/client.ts'
import { issueAt } from '../api/problems.ts'
import { formText } from '../ui/formText.ts'
import { ProblemAlert } from '../ui/ProblemAlert.tsx'
import { DemoAccounts } from './DemoAccounts.tsx'
import classes from './EntryLayout.module.css'
import { EntryLayout } from './EntryLayout.tsx'
import { useEnter } from './session.ts'

const route = getRouteApi('/login')

/** Sign-in; a demo server also offers its people with one click. */
export function LoginPage() {
  const { next } = route.useSearch()
  const enter = useEnter(next)
  const signIn = useMutation(q.accounts.login.mutationOptions({ onSuccess: enter }))
  const server = useQuery(q.development.info.queryOptions({ staleTime: Number.POSITIVE_INFINITY })).data
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    signIn.mutate({ email: formText(event.currentTarget, 'email'), password: formText(event.currentTarget, 'password') })
  }
  const demo = server?.demo_password ? { accounts: server.demo_accounts, password: server.demo_password } : null
  return (
    <EntryLayout
      title="Sign in"
      beside={
        demo !== null &&
        demo.accounts.length > 0 && (
          <DemoAccounts
            accounts={demo.accounts}
            pending={signIn.isPending ? signIn.variables.email : null}
            onChoose={(email) => signIn.mutate({ email, password: demo.password })}
          />
        )
      }
    >
      <form className={classes.form} onSubmit={submit}>
        <ProblemAlert error={signIn.error} />
        <TextInput name="email" type="email" label="E-mail" autoComplete="username" required error={issueAt(signIn.error, 'email')} />
        <PasswordInput
          name="password"
          label="Password"
          autoComplete="current-password"
          required
          error={issueAt(signIn.error, 'password')}
        />
        <Button type="submit" loading={signIn.isPending}>
          Sign in
        </Button>
      </form>
      <div className={classes.links}>
        <Anchor component={Link} to="/forgot-password" inherit>
          Forgot your password?
        </Anchor>
        <Anchor component={Link} to="/sign-up" inherit>
          Create an organization
        </Anchor>
        {server?.has_development_outbox && (
          <Anchor component={Link} to="/development/outbox" inherit c="dimmed">
            Mail of this test server
          </Anchor>
        )}
      </div>
    </EntryLayout>
  )
}
