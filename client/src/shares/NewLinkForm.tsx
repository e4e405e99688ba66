import { Button, NativeSelect, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { FormEvent } from 'react'
import { q } from '../api/client.ts'
import { issueAt } from '../api/problems.ts'
import { formText } from '../ui/formText.ts'
import { ProblemAlert } from '../ui/ProblemAlert.tsx'
import { NewAddress } from './NewAddress.tsx'
import classes from './ShareDialog.module.css'

const days = [7, 30, 90, 365]

/** Makes a link. Its address is shown once: afterwards nobody can read it any more. */
export function NewLinkForm({ projectId }: { projectId: string }) {
  const queries = useQueryClient()
  const make = useMutation(
    q.shares.create.mutationOptions({ onSuccess: () => queries.invalidateQueries({ queryKey: q.shares.list.key() }) }),
  )
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = event.currentTarget
    const passcode = formText(form, 'passcode')
    make.mutate({
      project_id: projectId,
      label: formText(form, 'label'),
      scope: formText(form, 'scope') === 'summary' ? 'summary' : 'audit',
      valid_days: Number(formText(form, 'valid_days')),
      ...(passcode !== '' && { passcode }),
    })
  }
  return (
    <form className={classes.form} onSubmit={submit}>
      <ProblemAlert error={make.error} />
      <TextInput label="For whom" name="label" maxLength={200} required data-autofocus error={issueAt(make.error, 'label')} />
      <NativeSelect
        label="Shows"
        name="scope"
        data={[
          { value: 'audit', label: 'Rows, their evidence and history, and score' },
          { value: 'summary', label: 'Score alone' },
        ]}
      />
      <NativeSelect
        label="Ends after"
        name="valid_days"
        defaultValue="30"
        data={days.map((count) => ({ value: String(count), label: `${count} days` }))}
      />
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
      {make.data && <NewAddress key={make.data.link.id} address={`${location.origin}/share/${make.data.token}`} />}
    </form>
  )
}
