import type { Review } from '@certloom/shared/reviews/contract'
import { Table } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { StatusChip } from '../ui/StateMark.tsx'
import table from '../ui/table.module.css'
import { When } from '../ui/When.tsx'
import { markOf, namesOf } from './words.ts'

/** Submissions, one a row: of what, by whom, for whom to read, and how they stand. */
export function ReviewTable({ reviews }: { reviews: readonly Review[] }) {
  return (
    <div className={table.frame}>
      <Table>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Document</Table.Th>
            <Table.Th className={table.onlyWide}>Reviewers</Table.Th>
            <Table.Th className={table.onlyMedium}>Submitted</Table.Th>
            <Table.Th>Status</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {reviews.map((review) => (
            <Table.Tr key={review.id}>
              <Table.Td>
                <Link to="/documents/$documentId/review" params={{ documentId: review.document_id }} className={table.main}>
                  {review.document_name}
                </Link>
                <span className={table.sub}>
                  {review.customer_name}, version {review.document_version}
                </span>
              </Table.Td>
              <Table.Td className={`${table.quiet} ${table.onlyWide}`}>
                {review.reviewers.length > 0 ? namesOf(review.reviewers) : 'Anybody who may approve'}
              </Table.Td>
              <Table.Td className={`${table.quiet} ${table.onlyMedium}`}>
                {review.submitted_by.name}, <When at={review.submitted_at} />
              </Table.Td>
              <Table.Td>
                <StatusChip state={markOf(review)} />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  )
}
