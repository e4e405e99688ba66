import type { ReadinessProjectDetail } from '@certloom/shared/readiness/contract'
import { hasStory } from '@certloom/shared/story/storyFramework'
import { Switch, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { q } from '../api/client.ts'
import { issueAt } from '../api/problems.ts'
import { changedFields, isUnchanged } from '../ui/changedFields.ts'
import { FormDialog } from '../ui/FormDialog.tsx'
import { formText } from '../ui/formText.ts'
import { ModeChoice } from './ModeChoice.tsx'

type Settings = Pick<ReadinessProjectDetail, 'project_name' | 'includes_cmmc' | 'mode'>

/** The name of a checklist, how it opens, and whether NIST references are shown in it. What is left as it was is not sent. */
export function ChecklistSettingsDialog({ project, onClose }: { project: ReadinessProjectDetail; onClose: () => void }) {
  const queries = useQueryClient()
  const [began] = useState(project)
  const [mode, setMode] = useState<string>(began.mode)
  const [includesCmmc, setIncludesCmmc] = useState(began.includes_cmmc)
  const save = useMutation(
    q.readiness.update.mutationOptions({
      onSuccess: async () => {
        await queries.invalidateQueries({ queryKey: q.readiness.key() })
        onClose()
      },
    }),
  )
  const submit = (form: HTMLFormElement) => {
    const { project_name, includes_cmmc } = began
    const changes = changedFields<Settings>(
      { project_name, includes_cmmc, mode: began.mode },
      { project_name: formText(form, 'project_name').trim(), includes_cmmc: includesCmmc, mode: mode === 'story' ? 'story' : 'list' },
    )
    if (isUnchanged(changes)) onClose()
    else save.mutate({ project_id: project.id, ...changes })
  }
  return (
    <FormDialog
      title="Settings of this checklist"
      submitLabel="Save"
      pending={save.isPending}
      error={save.error}
      onSubmit={submit}
      onClose={onClose}
    >
      <TextInput
        label="Name"
        name="project_name"
        defaultValue={began.project_name}
        maxLength={200}
        required
        data-autofocus
        error={issueAt(save.error, 'project_name')}
      />
      {hasStory(project.iso_code) && <ModeChoice value={mode} onChange={setMode} />}
      {project.iso_code === 'iso27001-2022' && (
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
