import { trashDays } from '@certloom/shared/files/listing'
import { useQuery, useSuspenseInfiniteQuery } from '@tanstack/react-query'
import { useCan } from '../accounts/useMe.ts'
import type { RegisterSearch } from '../app/evidenceRoute.ts'
import { UploadItem } from '../evidence/UploadItem.tsx'
import { addUploads } from '../evidence/uploads.ts'
import { useFileDrop } from '../evidence/useFileDrop.ts'
import { useUploads } from '../evidence/useUploads.ts'
import { EmptyState } from '../ui/EmptyState.tsx'
import { ShowMore } from '../ui/ShowMore.tsx'
import { useSelection } from '../ui/useSelection.ts'
import classes from './FileBrowser.module.css'
import { FileTable } from './FileTable.tsx'
import { FileTools } from './FileTools.tsx'
import { FolderNav } from './FolderNav.tsx'
import { fileList, folderTree } from './queries.ts'
import { SelectedFiles } from './SelectedFiles.tsx'

type Props = { customerId: string; search: RegisterSearch; onNarrow: (change: RegisterSearch) => void }

function whyEmpty({ folder, q }: RegisterSearch): string {
  if (q !== undefined) return 'No file has these words in its name.'
  if (folder === 'trash') return `The trash is empty. Deleted files stay here for ${trashDays} days.`
  return 'There are no files here. Drop some, or choose them above.'
}

/** A customer's files by folder: those people made, and those that follow from plans and documents. */
export function FileBrowser({ customerId, search, onNarrow }: Props) {
  const list = useSuspenseInfiniteQuery(fileList(customerId, search))
  const { data: tree } = useQuery(folderTree(customerId))
  const files = list.data.pages.flatMap((page) => page.data)
  const selection = useSelection(files.map(({ id }) => id))
  const place = { customerId, target: null }
  const uploads = useUploads(place)
  const isTrash = search.folder === 'trash'
  const mayUpload = useCan()('evidence.upload', customerId) && !isTrash
  const folderId = search.folder !== undefined && search.folder !== 'none' && !isTrash ? search.folder : undefined
  const give = (chosen: readonly File[]) =>
    addUploads({ ...place, more: { file_type: 'attachment', ...(folderId !== undefined && { folder_id: folderId }) } }, chosen)
  const { isOver, handlers } = useFileDrop({ onFiles: mayUpload ? (dropped) => give(dropped.files) : undefined, onText: () => {} })
  return (
    <div className={classes.browser}>
      <FolderNav tree={tree} customerId={customerId} search={search} />
      {/* A click into it takes the focus, so that a paste comes here. */}
      <div className={classes.main} tabIndex={-1} data-over={isOver || undefined} {...handlers}>
        <FileTools
          customerId={customerId}
          search={search}
          onNarrow={onNarrow}
          onFiles={mayUpload ? give : undefined}
          tree={tree}
          hasFiles={files.length > 0}
        />
        <SelectedFiles customerId={customerId} search={search} selection={selection} tree={tree} />
        {uploads.length > 0 && (
          <ul className={classes.uploads} aria-label="Files on their way">
            {uploads.map((upload) => (
              <UploadItem key={upload.id} upload={upload} />
            ))}
          </ul>
        )}
        {isTrash && files.length > 0 && (
          <p className={classes.hint}>Deleted files stay here for {trashDays} days. Select those you want to bring back.</p>
        )}
        {files.length === 0 ? (
          <EmptyState>{whyEmpty(search)}</EmptyState>
        ) : (
          <FileTable files={files} selection={selection} isTrash={isTrash} />
        )}
        <ShowMore list={list} />
      </div>
    </div>
  )
}
