import { FileInput, TextInput } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { api, q } from '../api/client.ts'
import { issueAt } from '../api/problems.ts'
import { useSentId } from '../api/useSentId.ts'
import { announce } from '../app/announcer.ts'
import { FormDialog } from '../ui/FormDialog.tsx'
import { formText } from '../ui/formText.ts'
import { webAddress } from './address.ts'
import classes from './EvidencePage.module.css'
import { type Evidence, useRefreshEvidence } from './queries.ts'
import { sendFile } from './sendFile.ts'
import { linksOnlyHint } from './words.ts'

type Wanted = { id: string; title: string; from: string; until: string } & ({ file: File } | { url: string })

/** A renewal is sent in one go: its dialog waits for it. */
async function renew({ id: replaces_id, customer_id }: Evidence, wanted: Wanted): Promise<Evidence> {
  const { id, title, from, until } = wanted
  if ('url' in wanted)
    return api.evidence.addLink({
      id,
      customer_id,
      title,
      url: wanted.url,
      valid_from: from || null,
      valid_until: until || null,
      replaces_id,
    })
  const form = new FormData()
  const fields = { id, title, valid_from: from, valid_until: until, replaces_id }
  for (const [name, value] of Object.entries(fields)) form.append(name, value)
  form.append('file', wanted.file)
  const address = `/api/v1/customers/${customer_id}/files/upload`
  const answer = await sendFile({ address, form, onProgress: () => {}, signal: new AbortController().signal })
  return (answer as { evidence: Evidence }).evidence
}

/** What there is to be said if nothing was given. */
function missingOf(given: File | string | null, takesFile: boolean): string | null {
  if (given !== null) return null
  return takesFile ? 'Choose the new file.' : 'Give the address of the new one.'
}

/** What tells a chosen file from another. */
const markOf = ({ name, size, lastModified }: File) => ({ name, size, lastModified })

/**
 * Gives newer evidence in place of one that ends. It keeps every place the old one has; the old one stays in its history. Where files are no
 * longer taken, a file is renewed by a link.
 */
export function RenewDialog({ item, onClose }: { item: Evidence; onClose: () => void }) {
  const refresh = useRefreshEvidence()
  const navigate = useNavigate()
  const sentId = useSentId()
  const isFile = item.kind === 'file'
  const { data: settings, isLoading } = useQuery({ ...q.organizations.settings.queryOptions(), enabled: isFile })
  const isLinksOnly = settings?.evidence_policy === 'links_only'
  const takesFile = isFile && !isLinksOnly
  const [file, setFile] = useState<File | null>(null)
  const [missing, setMissing] = useState<string | null>(null)
  const mutation = useMutation({
    mutationFn: (wanted: Wanted) => renew(item, wanted),
    onSuccess: async (fresh) => {
      announce(fresh.status === 'pending' ? `${fresh.title} waits for review` : `${fresh.title} takes the place of ${item.title}`)
      await navigate({ to: '/evidence/$evidenceId', params: { evidenceId: fresh.id } })
      onClose()
      await refresh()
    },
  })
  const submit = (form: HTMLFormElement) => {
    const url = webAddress(formText(form, 'url'))
    setMissing(missingOf(takesFile ? file : url, takesFile))
    const said = { title: formText(form, 'title'), from: formText(form, 'valid_from'), until: formText(form, 'valid_until') }
    if (takesFile && file) mutation.mutate({ id: sentId.of({ ...said, ...markOf(file) }), ...said, file })
    else if (!takesFile && url) mutation.mutate({ id: sentId.of({ ...said, url }), ...said, url })
  }
  if (isLoading) return null
  return (
    <FormDialog
      title={`Renew ${item.title}`}
      submitLabel="Renew"
      pending={mutation.isPending}
      error={mutation.error}
      onSubmit={submit}
      onClose={onClose}
    >
      {takesFile ? (
        <FileInput
          label="New file"
          placeholder="Choose a file"
          value={file}
          onChange={setFile}
          error={missing}
          clearable={false}
          data-autofocus
        />
      ) : (
        <TextInput
          name="url"
          label="New web address"
          description={isLinksOnly && linksOnlyHint}
          placeholder="https://"
          inputMode="url"
          error={missing}
          data-autofocus
        />
      )}
      <TextInput name="title" label="Title" defaultValue={item.title} maxLength={200} required error={issueAt(mutation.error, 'title')} />
      <div className={classes.dates}>
        <TextInput type="date" name="valid_from" label="Valid from (optional)" error={issueAt(mutation.error, 'valid_from')} />
        <TextInput type="date" name="valid_until" label="Valid until (optional)" error={issueAt(mutation.error, 'valid_until')} />
      </div>
    </FormDialog>
  )
}
