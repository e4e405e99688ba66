import type { FileFormat } from '@certloom/shared/readiness/checklistFile'
import type { ReadinessProjectDetail } from '@certloom/shared/readiness/contract'
import { Button } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { api, q } from '../api/client.ts'
import { announce } from '../app/announcer.ts'
import { FormDialog } from '../ui/FormDialog.tsx'
import classes from './ImportDialog.module.css'
import { ImportPreviewList, rowsWord } from './ImportPreviewList.tsx'

type Chosen = { name: string; format: FileFormat; content: string }
type Imported = Awaited<ReturnType<typeof api.readiness.import>>

const formatOf = (name: string): FileFormat => (name.toLowerCase().endsWith('.json') ? 'json' : 'csv')

/** Imports a file in two steps: what it would change, line by line, and then all of it or nothing. It can be taken back from here. */
export function ImportDialog({ project, onClose }: { project: ReadinessProjectDetail; onClose: () => void }) {
  const steps = useImport(project.id)
  const { preview, done } = steps
  const picker = useRef<HTMLInputElement>(null)
  const isUsable = preview !== undefined && preview.problems.length === 0 && preview.changes.length > 0
  return (
    <FormDialog
      title="Import into this checklist"
      submitLabel={done !== null ? 'Take it back' : isUsable ? `Import ${rowsWord(preview.changes.length)}` : 'Import'}
      dismissLabel={done !== null ? 'Close' : 'Cancel'}
      pending={steps.isPending}
      disabled={done === null && !isUsable}
      error={steps.error}
      onSubmit={done !== null ? steps.takeBack : steps.apply}
      onClose={onClose}
    >
      {done !== null ? (
        <p>{rowsWord(done.changed)} changed. Everybody in the checklist sees it already.</p>
      ) : (
        <>
          <p>Choose a CSV or JSON file that was exported here, or one written like it. Columns and rows it leaves out stay as they are.</p>
          <input
            ref={picker}
            type="file"
            hidden
            accept=".csv,.json,text/csv,application/json"
            aria-label="File to import"
            onChange={(event) => {
              const file = event.currentTarget.files?.[0]
              if (file) steps.choose(file)
              event.currentTarget.value = ''
            }}
          />
          <div className={classes.choose}>
            <Button className={classes.pick} variant="default" onClick={() => picker.current?.click()} data-autofocus>
              {steps.name === null ? 'Choose a file' : 'Choose another file'}
            </Button>
            {steps.name !== null && <span className={classes.name}>{steps.name}</span>}
          </div>
          {preview && <ImportPreviewList preview={preview} />}
        </>
      )}
    </FormDialog>
  )
}

/** The steps of an import. What takes it back is kept until that is done, however often it fails. */
function useImport(projectId: string) {
  const queries = useQueryClient()
  const [done, setDone] = useState<Imported | null>(null)
  const read = useMutation({
    mutationFn: async (file: File) => {
      const chosen: Chosen = { name: file.name, format: formatOf(file.name), content: await file.text() }
      const { name: _name, ...given } = chosen
      return { chosen, preview: await api.readiness.previewImport({ project_id: projectId, ...given }) }
    },
  })
  const write = useMutation(
    q.readiness.import.mutationOptions({
      onSuccess: async (imported) => {
        setDone(imported)
        announce(`${rowsWord(imported.changed)} changed`)
        await queries.invalidateQueries({ queryKey: q.readiness.key() })
      },
    }),
  )
  const again = (format: FileFormat, content: string) => write.mutate({ project_id: projectId, format, content })
  return {
    name: read.data?.chosen.name ?? null,
    preview: read.data?.preview,
    done,
    isPending: read.isPending || write.isPending,
    error: read.error ?? write.error,
    choose: (file: File) => {
      write.reset()
      read.mutate(file)
    },
    apply: () => read.data && again(read.data.chosen.format, read.data.chosen.content),
    takeBack: () => done !== null && again('json', done.undo),
  }
}
