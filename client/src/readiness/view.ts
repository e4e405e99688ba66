import type { Answer } from '@certloom/shared/readiness/contract'
import { type DomainScore, type Score, scoreOf } from '@certloom/shared/readiness/score'
import type { ChecklistSearch, ChecklistStatus } from '../app/checklistRoute.ts'
import type { LiveRow, LiveRows } from './liveRows.ts'

/** A row of the grid: what the catalogue says of it, and what people say in it. */
export type GridRow = { id: string; answer: Answer; live: LiveRow }

/** What the grid shows, from top to bottom. */
export type GridItem = { is: 'domain'; key: string; domain: DomainScore } | { is: 'row'; key: string; row: GridRow; number: number }

export const statusOf = ({ values }: LiveRow): ChecklistStatus => values.status ?? 'unanswered'

export const nistReferences = ({ references }: Answer) => references.filter(({ framework }) => framework === 'nist-800-171r2')

const frameworksOfCmmc: ReadonlySet<string> = new Set(['nist-800-171r2', 'cmmc-2-level2'])

/** What a row is shown with of other frameworks and editions: that of CMMC only where the checklist is with it. */
export const shownReferences = ({ references }: Answer, includesCmmc: boolean) =>
  references.filter(({ framework }) => includesCmmc || !frameworksOfCmmc.has(framework))

/** The score as the rows stand now. */
export const liveScore = (rows: readonly GridRow[]): Score =>
  scoreOf(
    rows.map(({ answer, live }) => ({
      domain: answer.domain,
      inOverall: answer.in_overall,
      status: live.values.status ?? 'missing',
      isAnswered: live.values.status !== null,
    })),
  )

export const rowsOf = (answers: readonly Answer[], live: LiveRows): GridRow[] =>
  answers.flatMap((answer) => {
    const row = live.get(answer.requirement_id)
    return row ? [{ id: answer.requirement_id, answer, live: row }] : []
  })

/** Whom rows are shown to, and in what checklist. */
export type Reader = { ownIds: ReadonlySet<string>; ownerName: (row: GridRow) => string; includesCmmc: boolean }

/** What of an address shows every row. */
export const everyRow = { status: undefined, domain: undefined, owner: undefined, cmmc: undefined, q: undefined } satisfies ChecklistSearch

/** The rows that the address asks for, and the one that stays among them whatever it says by now, in the order of the address. */
export function shownRows(rows: readonly GridRow[], search: ChecklistSearch, reader: Reader, staying: string | null = null): GridRow[] {
  const shown = rows.filter((row) => row.id === staying || isShown(row, search, reader))
  return search.sort === undefined || search.sort === 'code' ? shown : [...shown].sort(comparing(search.sort, reader))
}

/** Does the address ask for this row? */
export function isShown(row: GridRow, { status, domain, owner, cmmc, q }: ChecklistSearch, reader: Reader): boolean {
  if (status !== undefined && statusOf(row.live) !== status) return false
  if (domain !== undefined && row.answer.domain !== domain) return false
  if (cmmc && reader.includesCmmc && nistReferences(row.answer).length === 0) return false
  if (owner !== undefined && !isOwnedBy(row, owner, reader)) return false
  return q === undefined || wordsIn(row, reader).includes(q.trim().toLowerCase())
}

function isOwnedBy({ live }: GridRow, owner: string, { ownIds }: Reader): boolean {
  const id = live.values.owner?.id
  if (owner === 'none') return id === undefined
  if (id === undefined) return false
  return owner === 'mine' ? ownIds.has(id) : id === owner
}

const wordsIn = (row: GridRow, { ownerName }: Reader): string =>
  [row.answer.code, row.answer.title, row.live.justification, row.live.notes, ownerName(row)].join('\n').toLowerCase()

/** What is left to do comes first; what has no owner or no date comes last. */
const statusOrder: readonly ChecklistStatus[] = ['unanswered', 'missing', 'partial', 'ready', 'not_applicable']

function comparing(sort: 'status' | 'owner' | 'due', { ownerName }: Reader): (a: GridRow, b: GridRow) => number {
  if (sort === 'status') return (a, b) => statusOrder.indexOf(statusOf(a.live)) - statusOrder.indexOf(statusOf(b.live))
  const keyOf = sort === 'owner' ? ownerName : (row: GridRow) => row.live.values.due ?? ''
  return (a, b) => {
    const [first, second] = [keyOf(a), keyOf(b)]
    if (first === '' || second === '') return Number(first === '') - Number(second === '')
    return first.localeCompare(second)
  }
}

/** Lays rows out under the headings of their domains, or as one list. */
export function itemsOf(shown: readonly GridRow[], score: Score, isFlat: boolean): GridItem[] {
  let number = 0
  const itemOf = (row: GridRow): GridItem => ({ is: 'row', key: row.id, row, number: ++number })
  if (isFlat) return shown.map(itemOf)
  return score.domains.flatMap((domain) => {
    const own = shown.filter(({ answer }) => answer.domain === domain.code)
    return own.length === 0 ? [] : [{ is: 'domain', key: domain.code, domain } satisfies GridItem, ...own.map(itemOf)]
  })
}
