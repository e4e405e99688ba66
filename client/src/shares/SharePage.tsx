import type { SharedChecklist } from '@certloom/shared/shares/contract'
import { Button, PasswordInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useEffect } from 'react'
import entry from '../accounts/EntryLayout.module.css'
import { EntryLayout } from '../accounts/EntryLayout.tsx'
import { q } from '../api/client.ts'
import { problemOf } from '../api/problems.ts'
import { formText } from '../ui/formText.ts'
import { SkeletonRows } from '../ui/PageSkeleton.tsx'
import { ProblemAlert } from '../ui/ProblemAlert.tsx'
import { SharedView } from './SharedView.tsx'

const route = getRouteApi('/share/$token')

/** Where a share link leads: the checklist, or first its passcode. Needs no account. */
export function SharePage() {
  const { token } = route.useParams()
  const first = useMutation(q.shares.open.mutationOptions())
  const { mutate } = first
  useEffect(() => mutate({ token }), [mutate, token])
  if (first.error) return <Closed error={first.error} />
  if (first.data === undefined)
    return (
      <EntryLayout title="A shared checklist">
        <SkeletonRows rows={3} />
      </EntryLayout>
    )
  return first.data.checklist === null ? <Locked token={token} /> : <SharedView checklist={first.data.checklist as SharedChecklist} />
}

function Closed({ error }: { error: unknown }) {
  const { code, title, next } = problemOf(error)
  return code === 'not_found' ? (
    <EntryLayout title="This link cannot be used" lead="It has ended, was taken back, or is not complete. Ask whoever sent it to you." />
  ) : (
    <EntryLayout title={title} lead={next} />
  )
}

function Locked({ token }: { token: string }) {
  const open = useMutation(q.shares.open.mutationOptions())
  if (open.data?.checklist) return <SharedView checklist={open.data.checklist as SharedChecklist} />
  return (
    <EntryLayout title="This checklist has a passcode" lead="Whoever sent you the link can tell you.">
      <form
        className={entry.form}
        onSubmit={(event) => {
          event.preventDefault()
          open.mutate({ token, passcode: formText(event.currentTarget, 'passcode') })
        }}
      >
        <ProblemAlert error={open.error} />
        <PasswordInput name="passcode" label="Passcode" autoComplete="off" maxLength={100} required />
        <Button type="submit" loading={open.isPending}>
          Open
        </Button>
      </form>
    </EntryLayout>
  )
}
