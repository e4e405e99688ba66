import { NativeSelect, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { api } from '../api/client.ts'
import { issueAt } from '../api/problems.ts'
import { announce } from '../app/announcer.ts'
import type { RegisterSearch } from '../app/evidenceRoute.ts'
import { changedFields, isUnchanged } from '../ui/changedFields.ts'
import { FormDialog } from '../ui/FormDialog.tsx'
import { formText } from '../ui/formText.ts'
import { folderChoices } from './folderChoices.ts'
import { type Folder, type FolderTree, useRefreshFiles } from './queries.ts'

export type FolderTask = { is: 'create'; parent: Folder | null } | { is: 'change'; folder: Folder } | { is: 'delete'; folder: Folder }

type Props = {
  customerId: string
  task: FolderTask
  tree: FolderTree
  onNarrow: (change: RegisterSearch) => void
  onClose: () => void
}

const titles = { create: 'New folder', change: 'Rename or move', delete: 'Take the folder away' }
const labels = { create: 'Make the folder', change: 'Save', delete: 'Take it away' }

const saidIn = (form: HTMLFormElement) => ({ name: formText(form, 'name').trim(), parent_id: formText(form, 'parent') || null })

/** A folder that is only renamed stays where somebody else put it meanwhile. */
const changesOf = ({ name, parent_id }: Folder, form: HTMLFormElement) => changedFields({ name, parent_id }, saidIn(form))

/** Makes a folder, renames or moves one, or takes it away. What is in one that goes moves up, so nothing is lost with it. */
export function FolderDialog({ customerId, task, tree, onNarrow, onClose }: Props) {
  const refresh = useRefreshFiles()
  const save = useMutation({
    mutationFn: async (form: HTMLFormElement): Promise<string | undefined> => {
      if (task.is === 'delete') {
        await api.folders.delete({ folder_id: task.folder.id })
        return task.folder.parent_id ?? undefined
      }
      const { id } =
        task.is === 'create'
          ? await api.folders.create({ customer_id: customerId, ...saidIn(form) })
          : await api.folders.update({ folder_id: task.folder.id, ...changesOf(task.folder, form) })
      return id
    },
    onSuccess: async (folder) => {
      await refresh()
      announce(task.is === 'delete' ? `The folder ${task.folder.name} is gone` : 'The folder is saved')
      onNarrow({ folder, plan: undefined, document: undefined })
      onClose()
    },
  })
  const submit = (form: HTMLFormElement) => {
    if (task.is === 'change' && isUnchanged(changesOf(task.folder, form))) onClose()
    else save.mutate(form)
  }
  const own = task.is === 'change' ? task.folder : undefined
  return (
    <FormDialog
      title={titles[task.is]}
      submitLabel={labels[task.is]}
      danger={task.is === 'delete'}
      pending={save.isPending}
      error={save.error}
      onSubmit={submit}
      onClose={onClose}
    >
      {task.is === 'delete' ? (
        <p>What is in “{task.folder.name}” moves to where the folder is now. No file is deleted.</p>
      ) : (
        <>
          <TextInput
            name="name"
            label="Name"
            defaultValue={own?.name}
            maxLength={100}
            required
            data-autofocus
            error={issueAt(save.error, 'name')}
          />
          <NativeSelect
            name="parent"
            label="Inside"
            defaultValue={(task.is === 'create' ? task.parent?.id : task.folder.parent_id) ?? ''}
            data={folderChoices(tree.folders, 'No folder', own?.id)}
            error={issueAt(save.error, 'parent_id')}
          />
        </>
      )}
    </FormDialog>
  )
}
