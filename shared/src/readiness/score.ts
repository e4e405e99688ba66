import { toTwoDecimals } from '../progress/progress.ts'
import type { AnswerStatus } from './status.ts'

/** A row as far as the score needs it. `inOverall` is false for clauses beside controls, which have a score of their own. */
export type ScoredRow = { domain: string; inOverall: boolean; status: AnswerStatus; isAnswered: boolean }

/**
 * How ready a domain is, with the numbers behind it: `points` (1 for ready, half for partial) out of `counted` (all rows that apply).
 * `percentage` is null where no row applies: then there is nothing to be ready with.
 */
export type DomainScore = {
  code: string
  inOverall: boolean
  rows: number
  answered: number
  ready: number
  partial: number
  missing: number
  notApplicable: number
  points: number
  counted: number
  percentage: number | null
}

/** `overall` is the mean of the domains that have a percentage, `beside` that of the clauses; null without any. */
export type Score = { overall: number | null; beside: number | null; rows: number; answered: number; domains: DomainScore[] }

/**
 * How ready a checklist is (PRODUCT decision 12). Unanswered rows count as missing, rows that do not apply are left out, every domain weighs the
 * same. Domains come in the order of their first row.
 */
export function scoreOf(rows: readonly ScoredRow[]): Score {
  const domains = [...Map.groupBy(rows, (row) => row.domain)].map(([code, own]) => domainScore(code, own))
  return {
    overall: meanOf(domains.filter((domain) => domain.inOverall)),
    beside: meanOf(domains.filter((domain) => !domain.inOverall)),
    rows: rows.length,
    answered: domains.reduce((sum, domain) => sum + domain.answered, 0),
    domains,
  }
}

function domainScore(code: string, rows: readonly ScoredRow[]): DomainScore {
  const count = (status: AnswerStatus): number => rows.filter((row) => row.status === status).length
  const [ready, partial, notApplicable] = [count('ready'), count('partial'), count('not_applicable')]
  const counted = rows.length - notApplicable
  return {
    code,
    inOverall: rows.every((row) => row.inOverall),
    rows: rows.length,
    answered: rows.filter((row) => row.isAnswered).length,
    ready,
    partial,
    missing: count('missing'),
    notApplicable,
    points: ready + partial / 2,
    counted,
    percentage: counted === 0 ? null : toTwoDecimals(100 * (2 * ready + partial), 2 * counted),
  }
}

/** The mean of percentages as they are shown, so that anybody can work it out again. */
function meanOf(domains: readonly DomainScore[]): number | null {
  const hundredths = domains.flatMap(({ percentage }) => (percentage === null ? [] : [Math.round(percentage * 100)]))
  if (hundredths.length === 0) return null
  return toTwoDecimals(
    hundredths.reduce((sum, part) => sum + part, 0),
    100 * hundredths.length,
  )
}
