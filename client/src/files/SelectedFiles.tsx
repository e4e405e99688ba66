import { Button } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useCan } from '../accounts/useMe.ts'
import { q } from '../api/client.ts'
import { announce } from '../app/announcer.ts'
import type { RegisterSearch } from '../app/evidenceRoute.ts'
import { atMost } from '../ui/atMost.ts'
import { NoticeLine } from '../ui/NoticeLine.tsx'
import { ProblemAlert } from '../ui/ProblemAlert.tsx'
import { SelectionBar } from '../ui/SelectionBar.tsx'
import type { Selection } from '../ui/useSelection.ts'
import classes from './FileBrowser.module.css'
import { MoveDialog } from './MoveDialog.tsx'
import { archiveAddress, type FolderTree, useRefreshFiles } from './queries.ts'

type Props = {
  customerId: string
  search: RegisterSearch
  selection: Selection
  tree: FolderTree | undefined
}

const filesOf = (count: number): string => `${count} ${count === 1 ? 'file' : 'files'}`

/** As many as one request takes. */
const atOnce = 200

/**
 * What can be done with the files that are picked, as many at a time as one request takes. What was deleted can be taken back at once, and later from
 * the trash.
 */
export function SelectedFiles({ customerId, search, selection, tree }: Props) {
  const mayChange = useCan()('evidence.upload', customerId)
  const refresh = useRefreshFiles()
  const [isMoving, setIsMoving] = useState(false)
  const ids = selection.ids.slice(0, atOnce)
  const restore = useMutation(
    q.files.restore.mutationOptions({
      onSuccess: async ({ restored }, { file_ids }) => {
        remove.reset()
        selection.drop(file_ids)
        await refresh()
        announce(`${filesOf(restored.length)} back`)
      },
    }),
  )
  const remove = useMutation(
    q.files.deleteMany.mutationOptions({
      onSuccess: async ({ deleted }, { file_ids }) => {
        selection.drop(file_ids)
        await refresh()
        announce(`${filesOf(deleted.length)} in the trash`)
      },
    }),
  )
  const wordsFor = (label: string): string => atMost(label, selection.ids.length, atOnce)
  const asked = { customer_id: customerId, file_ids: ids }
  const { deleted = [], kept = [] } = remove.data ?? {}
  return (
    <>
      <SelectionBar count={selection.ids.length} onClear={selection.clear}>
        {search.folder === 'trash' ? (
          mayChange && (
            <Button size="compact-sm" loading={restore.isPending} onClick={() => restore.mutate(asked)}>
              {wordsFor('Bring back')}
            </Button>
          )
        ) : (
          <>
            <Button component="a" size="compact-sm" href={archiveAddress(customerId, search, ids)} download>
              {wordsFor('Download')}
            </Button>
            {mayChange && (
              <>
                <Button size="compact-sm" variant="default" onClick={() => setIsMoving(true)}>
                  {wordsFor('Move')}
                </Button>
                <Button size="compact-sm" variant="default" loading={remove.isPending} onClick={() => remove.mutate(asked)}>
                  {wordsFor('Delete')}
                </Button>
              </>
            )}
          </>
        )}
      </SelectionBar>
      <ProblemAlert error={remove.error ?? restore.error} />
      <NoticeLine
        notice={deleted.length > 0 ? { text: `${filesOf(deleted.length)} in the trash.`, canUndo: true } : null}
        onUndo={() => restore.mutate({ customer_id: customerId, file_ids: deleted })}
        onClose={remove.reset}
        buttonRef={(button) => button?.focus({ preventScroll: true })}
      />
      {kept.length > 0 && (
        <div className={classes.kept} role="status">
          {filesOf(kept.length)} kept:
          <ul className={classes.keptList}>
            {kept.map(({ file_id, filename, detail }) => (
              <li key={file_id}>
                {filename}: {detail}
              </li>
            ))}
          </ul>
        </div>
      )}
      {isMoving && tree && <MoveDialog asked={asked} tree={tree} onDone={() => selection.drop(ids)} onClose={() => setIsMoving(false)} />}
    </>
  )
}
