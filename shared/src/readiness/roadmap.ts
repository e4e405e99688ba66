import { type Blocker, blockers } from './blockers.ts'
import { type ScoredRow, scoreOf } from './score.ts'

/** A row as far as the roadmap needs it. `references` are codes of NIST SP 800-171 that bear on it. */
export type RoadmapRow = ScoredRow & { code: string; references: readonly string[] }

/** Why a row stands where it stands. */
export type Reason =
  | { rule: 'cmmc'; references: string[] }
  | { rule: 'blocker'; why: string; unlocks: string[] }
  | { rule: 'low_domain'; domain: string; percentage: number }
  | { rule: 'remaining' }

export type Step<Row extends RoadmapRow> = { row: Row; priority: number; reasons: readonly Reason[] }

/** A domain is raised to this first, in percent. */
const enough = 70

/**
 * What is left to do, in the order in which it pays (design: readiness studio, section 5): rows with NIST references first when CMMC is on; then
 * those many others rest on; then the lowest domain until it has reached 70 %; then the rest. Within a rule missing rows come before partial ones, in the
 * order of the framework. Each step says by which rules it stands there.
 */
export function roadmapOf<Row extends RoadmapRow>(rows: readonly Row[], { includesCmmc }: { includesCmmc: boolean }): Step<Row>[] {
  const low = lowDomains(rows)
  const open = rows.filter(({ status }) => status === 'missing' || status === 'partial')
  const openCodes = new Set(open.map(({ code }) => code))
  const steps = open.map((row, place) => {
    const reasons = reasonsFor(row, { includesCmmc, low, openCodes })
    return { row, reasons, rank: [...rankOf(row, reasons, low), row.status === 'missing' ? 0 : 1, place] }
  })
  return steps.sort((a, b) => compareRanks(a.rank, b.rank)).map(({ row, reasons }, index) => ({ row, reasons, priority: index + 1 }))
}

/** Domains that have not reached enough, lowest first. */
function lowDomains(rows: readonly RoadmapRow[]): { code: string; percentage: number }[] {
  return scoreOf(rows)
    .domains.flatMap(({ code, percentage }) => (percentage !== null && percentage < enough ? [{ code, percentage }] : []))
    .sort((a, b) => a.percentage - b.percentage)
}

type Circumstances = { includesCmmc: boolean; low: ReturnType<typeof lowDomains>; openCodes: ReadonlySet<string> }

function reasonsFor(row: RoadmapRow, { includesCmmc, low, openCodes }: Circumstances): Reason[] {
  const reasons: Reason[] = []
  if (includesCmmc && row.references.length > 0) reasons.push({ rule: 'cmmc', references: [...row.references] })
  const blocker = blockerOf(row)
  const waiting = blocker?.unlocks.filter((code) => openCodes.has(code)) ?? []
  if (blocker && waiting.length > 0) reasons.push({ rule: 'blocker', why: blocker.why, unlocks: waiting })
  const domain = low.find(({ code }) => code === row.domain)
  if (domain) reasons.push({ rule: 'low_domain', domain: domain.code, percentage: domain.percentage })
  return reasons.length === 0 ? [{ rule: 'remaining' }] : reasons
}

const blockerOf = ({ code }: RoadmapRow): Blocker | undefined => blockers.find((blocker) => blocker.code === code)

/** Lower comes first: by each rule in turn, with those it does not concern behind. */
function rankOf(row: RoadmapRow, reasons: readonly Reason[], low: ReturnType<typeof lowDomains>): number[] {
  const has = (rule: Reason['rule']): boolean => reasons.some((reason) => reason.rule === rule)
  return [
    has('cmmc') ? 0 : 1,
    has('blocker') ? blockers.findIndex(({ code }) => code === row.code) : blockers.length,
    has('low_domain') ? low.findIndex(({ code }) => code === row.domain) : low.length,
  ]
}

function compareRanks(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((rank, index) => rank !== b[index])
  return at === -1 ? 0 : (a[at] as number) - (b[at] as number)
}
