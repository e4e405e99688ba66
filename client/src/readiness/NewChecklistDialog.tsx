import { hasStory } from '@certloom/shared/story/storyFramework'
import { NativeSelect, Switch, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { q } from '../api/client.ts'
import { issueAt } from '../api/problems.ts'
import { useSentId } from '../api/useSentId.ts'
import { announce } from '../app/announcer.ts'
import { customersToNames } from '../members/queries.ts'
import { FormDialog } from '../ui/FormDialog.tsx'
import { formText } from '../ui/formText.ts'
import { addressOfMode } from './addressOfMode.ts'
import { ModeChoice } from './ModeChoice.tsx'

function useCreateChecklist() {
  const queries = useQueryClient()
  const navigate = useNavigate()
  return useMutation(
    q.readiness.create.mutationOptions({
      onSuccess: async (project) => {
        await queries.invalidateQueries({ queryKey: q.readiness.key() })
        announce(`${project.project_name} is ready with ${project.rows} rows`)
        await navigate({ to: addressOfMode(project.mode), params: { projectId: project.id } })
      },
    }),
  )
}

/** Makes a checklist against a standard, of this customer or of one to be chosen, and opens it. */
export function NewChecklistDialog({ customerId, onClose }: { customerId?: string; onClose: () => void }) {
  const { data: customers } = useQuery({ ...customersToNames, enabled: customerId === undefined })
  const { data: catalogue } = useQuery(q.frameworks.list.queryOptions({ input: { limit: 200 } }))
  const sentId = useSentId()
  const [frameworkId, setFrameworkId] = useState<string | null>(null)
  const [includesCmmc, setIncludesCmmc] = useState(false)
  const [mode, setMode] = useState<string>('list')
  const create = useCreateChecklist()
  const frameworks = catalogue?.data ?? []
  const framework = frameworks.find(({ id }) => id === frameworkId) ?? frameworks[0]
  const submit = (form: HTMLFormElement) => {
    if (!framework) return
    const wanted = {
      customer_id: customerId ?? formText(form, 'customer_id'),
      iso_standard_id: framework.id,
      project_name: formText(form, 'project_name') || undefined,
      includes_cmmc: includesCmmc,
      mode: hasStory(framework.code) && mode === 'story' ? 'story' : 'list',
    } as const
    create.mutate({ id: sentId.of(wanted), ...wanted })
  }
  return (
    <FormDialog
      title="New checklist"
      submitLabel="Make the checklist"
      pending={create.isPending}
      disabled={!framework || (customerId === undefined && !customers)}
      error={create.error}
      onSubmit={submit}
      onClose={onClose}
    >
      {customerId === undefined && (
        <NativeSelect
          label="Customer"
          name="customer_id"
          data-autofocus
          data={(customers ?? []).map(({ id, company_name }) => ({ value: id, label: company_name }))}
          error={issueAt(create.error, 'customer_id')}
        />
      )}
      <NativeSelect
        label="Standard"
        value={framework?.id ?? ''}
        onChange={(event) => setFrameworkId(event.currentTarget.value)}
        data={frameworks.map(({ id, name, title }) => ({ value: id, label: name === title ? name : `${name} – ${title}` }))}
      />
      <TextInput label="Name (optional)" name="project_name" placeholder={`${framework?.name ?? ''} readiness`} maxLength={200} />
      {framework && hasStory(framework.code) && <ModeChoice value={mode} onChange={setMode} />}
      {framework?.code === 'iso27001-2022' && (
        <Switch
          label="With CMMC"
          description="Shows NIST SP 800-171 references and puts them first on the roadmap"
          checked={includesCmmc}
          onChange={(event) => setIncludesCmmc(event.currentTarget.checked)}
        />
      )}
    </FormDialog>
  )
}
