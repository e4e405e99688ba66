import type { FileFormat } from '@certloom/shared/readiness/checklistFile'
import type { ReadinessProjectDetail } from '@certloom/shared/readiness/contract'
import { Radio, Stack } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../api/client.ts'
import { announce } from '../app/announcer.ts'
import { FormDialog } from '../ui/FormDialog.tsx'
import { saveFile } from './saveFile.ts'

/** Saves a checklist as a file of the reader's choice, or says which rows are not ready for it. */
export function ExportDialog({ project, onClose }: { project: ReadinessProjectDetail; onClose: () => void }) {
  const [format, setFormat] = useState<FileFormat>('csv')
  const take = useMutation({
    mutationFn: () => api.readiness.export({ project_id: project.id, format }),
    onSuccess: (file) => {
      saveFile(file)
      announce(`${file.name} is saved`)
      onClose()
    },
  })
  return (
    <FormDialog
      title="Export this checklist"
      submitLabel="Export"
      pending={take.isPending}
      error={take.error}
      onSubmit={() => take.mutate()}
      onClose={onClose}
    >
      <Radio.Group label="Format" value={format} onChange={(value) => setFormat(value === 'json' ? 'json' : 'csv')}>
        <Stack gap="xs" mt="xs">
          <Radio value="csv" label="CSV" description="For spreadsheets. What a spreadsheet would run as a formula is made harmless." />
          <Radio value="json" label="JSON" description="For programs." />
        </Stack>
      </Radio.Group>
      <p>Either can be imported again without loss, here or into another checklist.</p>
    </FormDialog>
  )
}
