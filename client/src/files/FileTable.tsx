import { trashDays } from '@certloom/shared/files/listing'
import { Anchor, Checkbox, Table } from '@mantine/core'
import { downloadAddress } from '../evidence/address.ts'
import { sizeWords } from '../evidence/chosenFile.ts'
import { EvidenceFace } from '../evidence/EvidenceFace.tsx'
import rows from '../evidence/Register.module.css'
import table from '../ui/table.module.css'
import type { Selection } from '../ui/useSelection.ts'
import { OnDay, When } from '../ui/When.tsx'
import type { StoredFile } from './queries.ts'

const kindWords: Record<StoredFile['file_type'], string> = { evidence: 'Evidence', export: 'Export', attachment: 'Attachment' }

/** The day a file goes for good. */
const lastDayOf = (deletedAt: string): string => new Date(Date.parse(deletedAt) + trashDays * 86_400_000).toISOString().slice(0, 10)

/** Files of a folder, one a row. A name opens its file, as far as the browser can show it. */
export function FileTable({ files, selection, isTrash }: { files: readonly StoredFile[]; selection: Selection; isTrash: boolean }) {
  return (
    <div className={`${table.frame} ${rows.rows}`}>
      <Table>
        <Table.Thead>
          <Table.Tr>
            <Table.Th className={rows.pick}>
              <Checkbox aria-label="Select all files" checked={selection.isAll} onChange={selection.toggleAll} />
            </Table.Th>
            <Table.Th>Name</Table.Th>
            <Table.Th className={table.onlyMedium}>Kind</Table.Th>
            <Table.Th className={table.onlyMedium}>Size</Table.Th>
            <Table.Th>{isTrash ? 'Deleted for good' : 'Uploaded'}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {files.map((file) => (
            <Table.Tr key={file.id} data-file={file.id}>
              <Table.Td className={rows.pick}>
                <Checkbox
                  aria-label={`Select ${file.original_filename}`}
                  checked={selection.has(file.id)}
                  onChange={() => selection.toggle(file.id)}
                />
              </Table.Td>
              <Table.Td className={rows.what}>
                <div className={rows.thing}>
                  <EvidenceFace file={isTrash ? { ...file, mime_type: 'application/octet-stream' } : file} />
                  <div className={rows.words}>
                    <FileName file={file} isTrash={isTrash} />
                    {file.description !== '' && <span className={table.sub}>{file.description}</span>}
                  </div>
                </div>
              </Table.Td>
              <Table.Td className={`${table.quiet} ${table.onlyMedium}`}>{kindWords[file.file_type]}</Table.Td>
              <Table.Td className={`${table.quiet} ${table.numbers} ${table.onlyMedium}`}>{sizeWords(file.file_size_bytes)}</Table.Td>
              <Table.Td className={table.quiet}>
                {file.deleted_at === null ? (
                  <>
                    {file.uploaded_by.name}
                    <span className={table.sub}>
                      <When at={file.uploaded_at} />
                    </span>
                  </>
                ) : (
                  <>
                    <span className={rows.onlyNarrow}>Deleted for good on </span>
                    <OnDay day={lastDayOf(file.deleted_at)} />
                  </>
                )}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  )
}

function FileName({ file, isTrash }: { file: StoredFile; isTrash: boolean }) {
  if (isTrash) return <span>{file.original_filename}</span>
  return (
    <Anchor className={table.main} href={downloadAddress(file.id, 'inline')} target="_blank" rel="noopener">
      {file.original_filename}
    </Anchor>
  )
}
