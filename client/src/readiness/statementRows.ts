import { isApplicable } from '@certloom/shared/readiness/statement'
import type { Statement, StatementRow } from '@certloom/shared/readiness/statementContract'
import type { LiveRow, LiveRows } from './liveRows.ts'

/** A statement as the rows stand now. Names of owners and evidence, and documents, are those of the last stored revision. */
export const liveStatement = ({ domains }: Statement, live: LiveRows): Statement['domains'] =>
  domains.map((domain) => ({ ...domain, rows: domain.rows.map((row) => withLive(row, live.get(row.requirement_id))) }))

/** What was put together before, so that only rows that changed are drawn again. */
const known = new WeakMap<LiveRow, { of: StatementRow; row: StatementRow }>()

function withLive(of: StatementRow, live: LiveRow | undefined): StatementRow {
  if (!live) return of
  const before = known.get(live)
  if (before?.of === of) return before.row
  const { status } = live.values
  const row = { ...of, status, is_applicable: isApplicable(status), justification: live.justification, implementation: live.notes }
  known.set(live, { of, row })
  return row
}
