import { type Score, type ScoredRow, scoreOf } from '../readiness/score.ts'
import type { AnswerStatus } from '../readiness/status.ts'
import type { StoryOption } from './contract.ts'

/** A row of the checklist as far as a decision needs it; `status` is null while nobody has answered. */
export type StoryRow = { requirementId: string; domain: string; inOverall: boolean; status: AnswerStatus | null }

/** What choosing an option would do to one row. */
export type Effect = {
  requirementId: string
  code: string
  before: AnswerStatus | null
  after: AnswerStatus
  /** somebody decided that the row does not apply: a scene does not overrule that */
  isKept: boolean
}

/** What choosing an option would do, row by row, before anything is done. */
export const effectsOf = ({ effects }: Pick<StoryOption, 'effects'>, statusOf: (requirementId: string) => AnswerStatus | null): Effect[] =>
  effects.map(({ requirement_id, code, status }) => {
    const before = statusOf(requirement_id)
    const isKept = before === 'not_applicable'
    return { requirementId: requirement_id, code, before, after: isKept ? before : status, isKept }
  })

/** The score as it would be after these effects. */
export function scoreAfter(rows: readonly StoryRow[], effects: readonly Effect[]): Score {
  const after = new Map(effects.map((effect) => [effect.requirementId, effect.after]))
  return scoreOf(rows.map((row) => scored({ ...row, status: after.get(row.requirementId) ?? row.status })))
}

const scored = ({ domain, inOverall, status }: StoryRow): ScoredRow => ({
  domain,
  inOverall,
  status: status ?? 'missing',
  isAnswered: status !== null,
})
