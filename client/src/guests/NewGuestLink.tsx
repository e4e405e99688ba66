import { Button, NativeSelect, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { FormEvent } from 'react'
import { q } from '../api/client.ts'
import { issueAt } from '../api/problems.ts'
import { NewAddress } from '../shares/NewAddress.tsx'
import classes from '../shares/ShareDialog.module.css'
import { formText } from '../ui/formText.ts'
import { ProblemAlert } from '../ui/ProblemAlert.tsx'
import { guestAddress } from './guestPage.ts'
import { QrCode } from './QrCode.tsx'

const lengths = [
  { value: '4', label: '4 hours' },
  { value: '24', label: '1 day' },
  { value: '72', label: '3 days' },
  { value: '336', label: '14 days' },
]

/** Makes a guest link. Its address is shown once, also for cameras: afterwards nobody can read it any more. */
export function NewGuestLink({ sessionId }: { sessionId: string }) {
  const queries = useQueryClient()
  const make = useMutation(
    q.guests.create.mutationOptions({ onSuccess: () => queries.invalidateQueries({ queryKey: q.guests.list.key() }) }),
  )
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = event.currentTarget
    const passcode = formText(form, 'passcode')
    make.mutate(
      {
        session_id: sessionId,
        label: formText(form, 'label'),
        valid_hours: Number(formText(form, 'valid_hours')),
        ...(passcode !== '' && { passcode }),
      },
      { onSuccess: () => form.reset() },
    )
  }
  const address = make.data && guestAddress(make.data.token)
  return (
    <form className={classes.form} onSubmit={submit}>
      <ProblemAlert error={make.error} />
      <TextInput label="For whom" name="label" maxLength={200} required data-autofocus error={issueAt(make.error, 'label')} />
      <NativeSelect label="Ends after" name="valid_hours" defaultValue="24" data={lengths} />
      <TextInput
        label="Passcode (optional)"
        name="passcode"
        autoComplete="off"
        minLength={6}
        maxLength={100}
        description="Send it separately from the link."
        error={issueAt(make.error, 'passcode')}
      />
      <Button type="submit" loading={make.isPending}>
        Make a link
      </Button>
      {address && (
        <NewAddress key={address} address={address}>
          <QrCode address={address} label="QR code of the link" />
        </NewAddress>
      )}
    </form>
  )
}
