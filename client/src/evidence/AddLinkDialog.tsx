import { TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { q } from '../api/client.ts'
import { issueAt } from '../api/problems.ts'
import { useSentId } from '../api/useSentId.ts'
import { announce } from '../app/announcer.ts'
import { FormDialog } from '../ui/FormDialog.tsx'
import { formText } from '../ui/formText.ts'
import { webAddress } from './address.ts'
import { showEvidence, useRefreshEvidence } from './queries.ts'
import type { Place } from './uploads.ts'

/** Gives a web address as evidence: a page, a ticket, a file that is kept elsewhere. */
export function AddLinkDialog({ place: { customerId, target }, address, onClose }: { place: Place; address: string; onClose: () => void }) {
  const client = useQueryClient()
  const refresh = useRefreshEvidence()
  const sentId = useSentId()
  const [addressError, setAddressError] = useState<string | null>(null)
  const add = useMutation(
    q.evidence.addLink.mutationOptions({
      onSuccess: (evidence) => {
        showEvidence(client, target, evidence)
        void refresh()
        announce(`${evidence.title} is added`)
        onClose()
      },
    }),
  )
  const submit = (form: HTMLFormElement) => {
    const url = webAddress(formText(form, 'url'))
    setAddressError(url === null ? 'Give an address that begins with http or https and can be opened in a browser.' : null)
    if (url === null) return
    const link = { customer_id: customerId, title: formText(form, 'title'), url, targets: [target] }
    add.mutate({ id: sentId.of(link), ...link })
  }
  return (
    <FormDialog title="Add a link" submitLabel="Add the link" pending={add.isPending} error={add.error} onSubmit={submit} onClose={onClose}>
      <TextInput
        name="url"
        label="Web address"
        placeholder="https://"
        inputMode="url"
        defaultValue={address}
        maxLength={2000}
        required
        data-autofocus={address === '' || undefined}
        error={addressError ?? issueAt(add.error, 'url')}
      />
      <TextInput
        name="title"
        label="Title"
        description="What one finds there."
        maxLength={200}
        required
        data-autofocus={address !== '' || undefined}
        error={issueAt(add.error, 'title')}
      />
    </FormDialog>
  )
}
