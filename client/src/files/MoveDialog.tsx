import { NativeSelect } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { q } from '../api/client.ts'
import { announce } from '../app/announcer.ts'
import { FormDialog } from '../ui/FormDialog.tsx'
import { formText } from '../ui/formText.ts'
import { folderChoices } from './folderChoices.ts'
import { type FolderTree, useRefreshFiles } from './queries.ts'

type Props = { asked: { customer_id: string; file_ids: string[] }; tree: FolderTree; onDone: () => void; onClose: () => void }

/** Puts files into a folder, or out of all. What plans and documents show follows from their evidence and stays. */
export function MoveDialog({ asked, tree, onDone, onClose }: Props) {
  const refresh = useRefreshFiles()
  const move = useMutation(
    q.files.move.mutationOptions({
      onSuccess: async () => {
        onDone()
        await refresh()
        announce('Moved')
        onClose()
      },
    }),
  )
  return (
    <FormDialog
      title={`Move ${asked.file_ids.length} ${asked.file_ids.length === 1 ? 'file' : 'files'}`}
      submitLabel="Move"
      pending={move.isPending}
      error={move.error}
      onSubmit={(form) => move.mutate({ ...asked, folder_id: formText(form, 'folder') || null })}
      onClose={onClose}
    >
      <NativeSelect name="folder" label="To the folder" data={folderChoices(tree.folders, 'No folder')} data-autofocus />
    </FormDialog>
  )
}
