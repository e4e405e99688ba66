import type { SharedRow } from '@certloom/shared/shares/contract'
import { Table } from '@mantine/core'
import { getRouteApi, Link } from '@tanstack/react-router'
import type { ChecklistStatus } from '../app/checklistRoute.ts'
import { shareRouteId } from '../app/shareRoute.ts'
import { StatusChip, stateWord } from '../ui/StateMark.tsx'
import table from '../ui/table.module.css'
import classes from './SharedView.module.css'

const route = getRouteApi(shareRouteId)

/** The rows that stand so, each leading to what shows it. */
export function SharedRows({ status, rows }: { status: ChecklistStatus; rows: readonly SharedRow[] }) {
  const { token } = route.useParams()
  return (
    <section aria-label={stateWord(status)}>
      <h2 className={classes.heading}>
        <StatusChip state={status} /> <span className={classes.count}>{rows.length}</span>
      </h2>
      <div className={table.frame}>
        <Table>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Row</Table.Th>
              <Table.Th>Justification and evidence</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows.map(({ code, title, justification, evidence_url, evidence }) => (
              <Table.Tr key={code}>
                <Table.Td>
                  <Link to={shareRouteId} params={{ token }} search={{ row: code }} className={table.main}>
                    {code} {title}
                  </Link>
                </Table.Td>
                <Table.Td className={`${table.quiet} ${classes.words}`}>
                  {justification}
                  {evidence_url !== null && <Address url={evidence_url} />}
                  {evidence !== null && <span className={classes.line}>{evidence.title}</span>}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </div>
    </section>
  )
}

/** A web address that leads out of the product. */
export const Address = ({ url }: { url: string }) => (
  <a href={url} target="_blank" rel="noopener noreferrer nofollow" className={`${classes.line} ${classes.evidence}`}>
    {url}
  </a>
)
