import { useQuery } from '@tanstack/react-query'
import { q } from '../api/client.ts'
import { drawTrend, height, width } from '../progress/trendLine.ts'
import { OnDay } from '../ui/When.tsx'
import { percentWords } from './percentWords.ts'
import classes from './ScoreTrend.module.css'

/** The days on which it was worked on last, about a quarter of a year of working days. */
const mostDays = 60

/** How ready the checklist was at the end of the days on which it was worked on. */
export function ScoreTrend({ projectId }: { projectId: string }) {
  const { data } = useQuery(q.readiness.scoreHistory.queryOptions({ input: { project_id: projectId, limit: mostDays } }))
  if (data === undefined) return null
  const points = data.data
    .toReversed()
    .flatMap(({ day, overall_percentage }) => (overall_percentage === null ? [] : { day, overall_progress_percentage: overall_percentage }))
  const [first, last] = [points[0], points.at(-1)]
  const drawing = drawTrend(points)
  if (drawing === null || first === undefined || last === undefined) return <p className={classes.words}>The trend appears from day two.</p>
  return (
    <figure className={classes.figure}>
      <svg className={classes.drawing} viewBox={`0 0 ${width} ${height}`} preserveAspectRatio="none" aria-hidden focusable="false">
        <path className={classes.area} d={drawing.area} />
        <path className={classes.line} d={drawing.line} />
      </svg>
      <figcaption className={classes.words}>
        {percentWords(first.overall_progress_percentage)} on <OnDay day={first.day} />, {percentWords(last.overall_progress_percentage)} on{' '}
        <OnDay day={last.day} />
      </figcaption>
    </figure>
  )
}
