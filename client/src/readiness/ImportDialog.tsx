import type { FileFormat } from '@certloom/shared/readiness/checklistFile'
import type { ReadinessProjectDetail } from '@certloom/shared/readiness/contract'
import { Button } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { api, q } from '../api/client.ts'
import { problemOf } from '../api/problems.ts'
import { announce } from '../app/announcer.ts'
import { FormDialog } from '../ui/FormDialog.tsx'
import classes from './ImportDialog.module.css'
import { ImportPreviewList, rowsWord } from './ImportPreviewList.tsx'

type Chosen = { name: string; format: FileFormat; content: string }
type Given = { name: string; text: () => Promise<string> }
type Imported = Awaited<ReturnType<typeof api.readiness.import>>
type TakenBack = Awaited<ReturnType<typeof api.readiness.undoImport>>

const formatOf = (name: string): FileFormat => (name.toLowerCase().endsWith('.json') ? 'json' : 'csv')

const backWords = ({ back, kept }: TakenBack): string =>
  `${rowsWord(back)} ${back === 1 ? 'says' : 'say'} again what ${back === 1 ? 'it' : 'they'} said before.${
    kept === 0 ? '' : ` ${rowsWord(kept)} stayed: somebody changed ${kept === 1 ? 'it' : 'them'} since.`
  }`

/** Imports a file in two steps: what it would change, line by line, and then all of it or nothing. It can be taken back from here. */
export function ImportDialog({ project, onClose }: { project: ReadinessProjectDetail; onClose: () => void }) {
  const steps = useImport(project.id)
  const { preview, done, taken } = steps
  const picker = useRef<HTMLInputElement>(null)
  const isUsable = preview !== undefined && preview.problems.length === 0 && preview.changes.length > 0
  return (
    <FormDialog
      title="Import into this checklist"
      submitLabel={taken ? 'Done' : done !== null ? 'Take it back' : isUsable ? `Import ${rowsWord(preview.changes.length)}` : 'Import'}
      dismissLabel={done !== null ? 'Close' : 'Cancel'}
      pending={steps.isPending}
      disabled={done === null && !isUsable}
      error={steps.error}
      onSubmit={taken ? onClose : done !== null ? steps.takeBack : steps.apply}
      onClose={onClose}
    >
      {taken ? (
        <p>{backWords(taken)}</p>
      ) : done !== null ? (
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
    mutationFn: async ({ name, text }: Given) => {
      const chosen: Chosen = { name, format: formatOf(name), content: await text() }
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
      onError: (error, { content }) => {
        const name = read.data?.chosen.name
        if (problemOf(error).code === 'conflict' && name !== undefined) read.mutate({ name, text: () => Promise.resolve(content) })
      },
    }),
  )
  const undo = useMutation(
    q.readiness.undoImport.mutationOptions({
      onSuccess: async (taken) => {
        announce(backWords(taken))
        await queries.invalidateQueries({ queryKey: q.readiness.key() })
      },
    }),
  )
  return {
    name: read.data?.chosen.name ?? null,
    preview: read.data?.preview,
    done,
    taken: undo.data,
    isPending: read.isPending || write.isPending || undo.isPending,
    error: read.error ?? write.error ?? undo.error,
    choose: (file: File) => {
      write.reset()
      read.mutate({ name: file.name, text: () => file.text() })
    },
    apply: () => {
      if (!read.data) return
      const { chosen, preview } = read.data
      write.mutate({ project_id: projectId, format: chosen.format, content: chosen.content, seen: preview.seen })
    },
    takeBack: () => done !== null && undo.mutate({ project_id: projectId, undo: done.undo }),
  }
}
