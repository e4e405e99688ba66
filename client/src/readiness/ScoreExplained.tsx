import type { DomainScore, Score } from '@certloom/shared/readiness/score'
import classes from './ScoreExplained.module.css'

const percent = new Intl.NumberFormat(undefined, { maximumFractionDigits: 2 })

const exactly = (percentage: number | null): string => (percentage === null ? 'nothing applies' : `${percent.format(percentage)} %`)

/** How the percentage of one domain comes about. */
export function ScoreExplained({ domain }: { domain: DomainScore }) {
  const { ready, partial, missing, notApplicable, answered, rows, points, counted, percentage } = domain
  return (
    <div className={classes.explained}>
      <p className={classes.sum}>
        {percent.format(points)} of {counted} points = {exactly(percentage)}
      </p>
      <dl className={classes.lines}>
        <Line name="Ready" value={`${ready} × 1`} />
        <Line name="Partial" value={`${partial} × ½`} />
        <Line name="Missing or unanswered" value={`${missing} × 0`} />
        <Line name="Not applicable, left out" value={String(notApplicable)} />
        <Line name="Answered" value={`${answered} of ${rows}`} />
      </dl>
    </div>
  )
}

/** How the overall score comes about: the mean of the domains, every one weighing the same. */
export function OverallExplained({ score, titleOf }: { score: Score; titleOf: (code: string) => string }) {
  const [main, beside] = [score.domains.filter((domain) => domain.inOverall), score.domains.filter((domain) => !domain.inOverall)]
  return (
    <div className={classes.explained}>
      <p className={classes.sum}>
        Mean of {main.length} domains = {exactly(score.overall)}
      </p>
      <Domains domains={main} titleOf={titleOf} />
      {beside.length > 0 && (
        <>
          <p className={classes.sum}>Clauses (scored separately) = {exactly(score.beside)}</p>
          <Domains domains={beside} titleOf={titleOf} />
        </>
      )}
    </div>
  )
}

function Domains({ domains, titleOf }: { domains: readonly DomainScore[]; titleOf: (code: string) => string }) {
  return (
    <dl className={classes.lines}>
      {domains.map(({ code, percentage }) => (
        <Line key={code} name={`${code} ${titleOf(code)}`} value={exactly(percentage)} />
      ))}
    </dl>
  )
}

function Line({ name, value }: { name: string; value: string }) {
  return (
    <div className={classes.line}>
      <dt>{name}</dt>
      <dd className={classes.value}>{value}</dd>
    </div>
  )
}
