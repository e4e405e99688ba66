import type { SharedChecklist } from '@certloom/shared/shares/contract'
import { Table } from '@mantine/core'
import { getRouteApi } from '@tanstack/react-router'
import type { ChecklistStatus } from '../app/checklistRoute.ts'
import { usePageTitle } from '../app/pageTitle.ts'
import { shareRouteId } from '../app/shareRoute.ts'
import { percentWords } from '../readiness/percentWords.ts'
import { CompletionBar } from '../ui/CompletionBar.tsx'
import table from '../ui/table.module.css'
import { When } from '../ui/When.tsx'
import { SharedControl } from './SharedControl.tsx'
import { SharedRows } from './SharedRows.tsx'
import classes from './SharedView.module.css'

/** Gaps first, as in the audit view. */
const order: readonly ChecklistStatus[] = ['unanswered', 'missing', 'partial', 'not_applicable', 'ready']

const route = getRouteApi(shareRouteId)

/** A checklist as somebody without an account reads it: all of it, or the row that the address names. */
export function SharedView({ checklist }: { checklist: SharedChecklist }) {
  const { row: code } = route.useSearch()
  const row = checklist.rows?.find((candidate) => candidate.code === code)
  return row ? <SharedControl checklist={checklist} row={row} /> : <Overview checklist={checklist} />
}

/** The score, and perhaps the rows, gaps first. */
function Overview({ checklist }: { checklist: SharedChecklist }) {
  const { organization_name, customer_name, project_name, iso_standard_name, expires_at, score, rows } = checklist
  usePageTitle(project_name)
  const [main, clauses] = [score.domains.filter((domain) => domain.in_overall), score.domains.filter((domain) => !domain.in_overall)]
  const groups = Map.groupBy(rows ?? [], ({ status }): ChecklistStatus => status ?? 'unanswered')
  return (
    <main className={classes.page}>
      <header>
        <p className={classes.brand}>Certloom · shared by {organization_name}</p>
        <h1 className={classes.title} tabIndex={-1}>
          {customer_name}: {project_name}
        </h1>
        <p className={classes.facts}>
          {iso_standard_name} · {percentWords(score.overall_percentage)} ready · {score.answered} of {score.rows} rows answered · this link
          ends <When at={expires_at} />
        </p>
      </header>
      <Domains label="Score by domain" domains={main} />
      {clauses.length > 0 && (
        <div>
          <h2 className={classes.heading}>Clauses (scored separately): {percentWords(score.clauses_percentage)} ready</h2>
          <Domains label="Score of the clauses" domains={clauses} />
        </div>
      )}
      {order.map((status) => {
        const own = groups.get(status) ?? []
        return own.length === 0 ? null : <SharedRows key={status} status={status} rows={own} />
      })}
    </main>
  )
}

type DomainsProps = { label: string; domains: SharedChecklist['score']['domains'] }

/** Headings of the standard, each with how ready it is. */
function Domains({ label, domains }: DomainsProps) {
  return (
    <section aria-label={label} className={table.frame}>
      <Table layout="fixed">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Domain</Table.Th>
            <Table.Th>Ready</Table.Th>
            <Table.Th className={table.onlyMedium}>Answered</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {domains.map((domain) => (
            <Table.Tr key={domain.code}>
              <Table.Td>
                {domain.code} {domain.title}
              </Table.Td>
              <Table.Td>
                <CompletionBar percentage={domain.percentage ?? 0} words={percentWords(domain.percentage)} />
              </Table.Td>
              <Table.Td className={`${table.quiet} ${table.numbers} ${table.onlyMedium}`}>
                {domain.answered} of {domain.rows}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </section>
  )
}
