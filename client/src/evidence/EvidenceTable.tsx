import { Checkbox, Table } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { StatusChip } from '../ui/StateMark.tsx'
import table from '../ui/table.module.css'
import type { Selection } from '../ui/useSelection.ts'
import { OnDay, When } from '../ui/When.tsx'
import { sizeWords } from './chosenFile.ts'
import { EvidenceFace } from './EvidenceFace.tsx'
import type { Evidence } from './queries.ts'
import classes from './Register.module.css'
import { RejectDialog } from './RejectDialog.tsx'
import { ReviewButtons } from './ReviewButtons.tsx'
import { useReview } from './useReview.ts'
import { markOf } from './words.ts'

type Props = {
  items: readonly Evidence[]
  /** Set where the reader may review. */
  selection: Selection | null
  showsCustomer: boolean
}

/** Pieces of evidence, one a row: what it is, what it is for, who gave it, how long it holds, how it stands. */
export function EvidenceTable({ items, selection, showsCustomer }: Props) {
  const canPick = selection !== null && items.some(({ status }) => status === 'pending')
  return (
    <div className={`${table.frame} ${classes.rows}`}>
      <Table>
        <Table.Thead>
          <Table.Tr>
            {canPick && (
              <Table.Th className={classes.pick}>
                <Checkbox aria-label="Select all that wait" checked={selection.isAll} onChange={selection.toggleAll} />
              </Table.Th>
            )}
            <Table.Th>Evidence</Table.Th>
            <Table.Th>For</Table.Th>
            <Table.Th className={table.onlyMedium}>Given by</Table.Th>
            <Table.Th className={table.onlyMedium}>Valid until</Table.Th>
            <Table.Th>Status</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {items.map((item) => (
            <Row
              key={item.id}
              item={item}
              selection={canPick ? selection : null}
              mayReview={selection !== null}
              showsCustomer={showsCustomer}
            />
          ))}
        </Table.Tbody>
      </Table>
    </div>
  )
}

type RowProps = { item: Evidence; selection: Selection | null; mayReview: boolean; showsCustomer: boolean }

function Row({ item, selection, mayReview, showsCustomer }: RowProps) {
  const { id, title, file, status, created_by, created_at, valid_until, customer_name } = item
  const review = useReview(item)
  return (
    <Table.Tr data-evidence={id}>
      {selection && (
        <Table.Td className={classes.pick}>
          {status === 'pending' && (
            <Checkbox aria-label={`Select ${title}`} checked={selection.has(id)} onChange={() => selection.toggle(id)} />
          )}
        </Table.Td>
      )}
      <Table.Td className={classes.what}>
        <div className={classes.thing}>
          <EvidenceFace file={file} />
          <div className={classes.words}>
            <Link to="/evidence/$evidenceId" params={{ evidenceId: id }} className={table.main}>
              {title}
            </Link>
            <span className={table.sub}>{[showsCustomer && customer_name, sourceOf(item)].filter(Boolean).join(' · ')}</span>
          </div>
        </div>
      </Table.Td>
      <Table.Td className={`${table.quiet} ${classes.for}`}>{placesOf(item)}</Table.Td>
      <Table.Td className={`${table.quiet} ${table.onlyMedium} ${classes.by}`}>
        {created_by.name}
        <span className={table.sub}>
          <When at={created_at} />
        </span>
      </Table.Td>
      <Table.Td className={`${table.quiet} ${table.numbers} ${table.onlyMedium}`}>
        {valid_until === null ? '–' : <OnDay day={valid_until} />}
      </Table.Td>
      <Table.Td>
        <StatusChip state={markOf(item)} />
        {valid_until !== null && (
          <span className={classes.until}>
            Valid until <OnDay day={valid_until} />
          </span>
        )}
        {mayReview && status === 'pending' && <ReviewButtons title={title} review={review} />}
        {review.isRejecting && <RejectDialog item={item} onClose={review.stopRejecting} />}
      </Table.Td>
    </Table.Tr>
  )
}

/** Where it is from, as far as its title does not say so. */
const sourceOf = ({ title, file, url }: Evidence): string =>
  file === null ? (url ?? '') : file.original_filename.startsWith(`${title}.`) ? sizeWords(file.file_size_bytes) : file.original_filename

/** "Security Policy and 2 more". */
function placesOf({ links }: Evidence): string {
  const [first, ...rest] = [...new Set(links.map(({ document_name, task_title }) => document_name ?? task_title))].filter(
    (name) => name !== null,
  )
  if (first === undefined) return 'Not linked yet'
  return rest.length === 0 ? first : `${first} and ${rest.length} more`
}
