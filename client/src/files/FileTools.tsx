import { fileSorts } from '@certloom/shared/files/listing'
import { ActionIcon, Button, Menu, NativeSelect } from '@mantine/core'
import { IconDots, IconDownload, IconFolderPlus, IconUpload } from '@tabler/icons-react'
import { type ChangeEvent, useCallback, useRef, useState } from 'react'
import type { RegisterSearch } from '../app/evidenceRoute.ts'
import filters from '../ui/Filters.module.css'
import { SearchField } from '../ui/SearchField.tsx'
import classes from './FileBrowser.module.css'
import { FolderDialog, type FolderTask } from './FolderDialog.tsx'
import { archiveAddress, type FolderTree } from './queries.ts'

type Props = {
  customerId: string
  search: RegisterSearch
  onNarrow: (change: RegisterSearch) => void
  /** Unset where files cannot be given. */
  onFiles: ((files: readonly File[]) => void) | undefined
  tree: FolderTree | undefined
  hasFiles: boolean
}

const sortWords: Record<(typeof fileSorts)[number], string> = { newest: 'Newest first', name: 'Name', size: 'Largest first' }

function titleOf(tree: FolderTree | undefined, { folder, plan, document }: RegisterSearch): string {
  if (folder === 'trash') return 'Trash'
  if (folder === 'none') return 'In no folder'
  const own = tree?.folders.find(({ id }) => id === folder)?.name
  const planned = tree?.plans.find(({ plan_id }) => plan_id === plan)?.plan_name
  const written = tree?.plans.flatMap(({ documents }) => documents).find(({ document_id }) => document_id === document)?.document_name
  return own ?? planned ?? written ?? 'All files'
}

/** Where one is, and what can be done there. */
export function FileTools({ customerId, search, onNarrow, onFiles, tree, hasFiles }: Props) {
  const input = useRef<HTMLInputElement>(null)
  const [task, setTask] = useState<FolderTask | null>(null)
  const folder = tree?.folders.find(({ id }) => id === search.folder)
  const onSearch = useCallback((words: string | undefined) => onNarrow({ q: words }), [onNarrow])
  const choose = ({ currentTarget }: ChangeEvent<HTMLInputElement>) => {
    onFiles?.([...(currentTarget.files ?? [])])
    currentTarget.value = ''
  }
  return (
    <>
      <div className={classes.pathway}>
        <h2 className={classes.where}>{titleOf(tree, search)}</h2>
        <div className={classes.ways}>
          {onFiles && (
            <>
              <input ref={input} type="file" multiple hidden onChange={choose} aria-label="Files to upload" />
              <Button size="compact-sm" leftSection={<IconUpload size="1em" aria-hidden />} onClick={() => input.current?.click()}>
                Upload
              </Button>
              <Button
                size="compact-sm"
                variant="default"
                leftSection={<IconFolderPlus size="1em" aria-hidden />}
                onClick={() => setTask({ is: 'create', parent: folder ?? null })}
              >
                New folder
              </Button>
            </>
          )}
          {hasFiles && search.folder !== 'trash' && (
            <Button
              component="a"
              size="compact-sm"
              variant="default"
              href={archiveAddress(customerId, search, [])}
              download
              leftSection={<IconDownload size="1em" aria-hidden />}
            >
              Download all
            </Button>
          )}
          {onFiles && folder && (
            <Menu position="bottom-end">
              <Menu.Target>
                <ActionIcon size="sm" aria-label={`More for the folder ${folder.name}`}>
                  <IconDots size="1em" aria-hidden />
                </ActionIcon>
              </Menu.Target>
              <Menu.Dropdown>
                <Menu.Item onClick={() => setTask({ is: 'change', folder })}>Rename or move</Menu.Item>
                <Menu.Item onClick={() => setTask({ is: 'delete', folder })}>Take the folder away</Menu.Item>
              </Menu.Dropdown>
            </Menu>
          )}
        </div>
      </div>
      <search className={filters.filters}>
        <SearchField label="Search files" words={search.q} onSearch={onSearch} />
        <NativeSelect
          className={filters.select}
          aria-label="Order"
          value={search.order ?? 'newest'}
          onChange={({ currentTarget: { value } }) =>
            onNarrow({ order: value === 'newest' ? undefined : (value as RegisterSearch['order']) })
          }
          data={fileSorts.map((value) => ({ value, label: sortWords[value] }))}
        />
      </search>
      {task && tree && <FolderDialog customerId={customerId} task={task} tree={tree} onNarrow={onNarrow} onClose={() => setTask(null)} />}
    </>
  )
}
