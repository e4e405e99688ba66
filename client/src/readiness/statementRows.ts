import { isApplicable } from '@certloom/shared/readiness/statement'
import type { Statement, StatementRow } from '@certloom/shared/readiness/statementContract'
import type { LiveRow, LiveRows } from './liveRows.ts'

/** A control as it stands now; `isDisputed` while people see it differently. Until one of them confirms, it says what was chosen last, as files do. */
export type LiveStatementRow = StatementRow & { isDisputed?: boolean }

type LiveDomain = Omit<Statement['domains'][number], 'rows'> & { rows: LiveStatementRow[] }

/** A statement as the rows stand now. Names of owners and evidence, and documents, are those of the last stored revision. */
export const liveStatement = ({ domains }: Statement, live: LiveRows): LiveDomain[] =>
  domains.map((domain) => ({ ...domain, rows: domain.rows.map((row) => withLive(row, live.get(row.requirement_id))) }))

/** What was put together before, so that only rows that changed are drawn again. */
const known = new WeakMap<LiveRow, { of: StatementRow; row: LiveStatementRow }>()

function withLive(of: StatementRow, live: LiveRow | undefined): LiveStatementRow {
  if (!live) return of
  const before = known.get(live)
  if (before?.of === of) return before.row
  const { status } = live.values
  const row = {
    ...of,
    status,
    is_applicable: isApplicable(status),
    justification: live.justification,
    implementation: live.notes,
    isDisputed: live.claims.length > 0,
  }
  known.set(live, { of, row })
  return row
}
