import type { TrendPoint } from '@certloom/shared/progress/contract'
import { SegmentedControl, Table } from '@mantine/core'
import { useState } from 'react'
import { countOf } from '../tasks/words.ts'
import table from '../ui/table.module.css'
import { OnDay } from '../ui/When.tsx'
import { percentWords, wholePercent } from './percent.ts'
import classes from './TrendChart.module.css'
import { type Drawing, drawTrend, height, width } from './trendLine.ts'

/** How a trend went between its ends, in numbers that are as whole as those shown. */
function changeWords(first: number, last: number): string {
  const change = wholePercent(last) - wholePercent(first)
  if (change === 0) return 'the same as on'
  return `${change < 0 ? 'down' : 'up'} ${countOf(Math.abs(change), 'percentage point')} since`
}

/** How progress went over the last days: a line to see it, and the same as a table to read it. */
export function TrendChart({ points, title }: { points: readonly TrendPoint[]; title: string }) {
  const [view, setView] = useState<'chart' | 'table'>('chart')
  const drawing = drawTrend(points)
  const [first, last] = [points[0], points.at(-1)]
  if (drawing === null || first === undefined || last === undefined)
    return <p className={classes.none}>The chart starts tomorrow; progress is recorded daily.</p>
  return (
    <div className={classes.trend}>
      <div className={classes.head}>
        <p className={classes.words}>
          {percentWords(last.overall_progress_percentage)} today,{' '}
          {changeWords(first.overall_progress_percentage, last.overall_progress_percentage)} <OnDay day={first.day} />
        </p>
        <SegmentedControl
          aria-label="How to show the trend"
          size="xs"
          value={view}
          onChange={(value) => setView(value === 'table' ? 'table' : 'chart')}
          data={[
            { value: 'chart', label: 'Chart' },
            { value: 'table', label: 'Table' },
          ]}
        />
      </div>
      {view === 'chart' ? (
        <Line drawing={drawing} title={title} first={first.day} last={last.day} />
      ) : (
        <Days points={points} title={title} />
      )}
    </div>
  )
}

function Line({ drawing, title, first, last }: { drawing: Drawing; title: string; first: string; last: string }) {
  return (
    <figure className={classes.figure}>
      <svg
        className={classes.drawing}
        viewBox={`0 0 ${width} ${height}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={`${title}. The same as a table is one choice away.`}
      >
        {drawing.guides.map(({ y, percentage }) => (
          <line key={percentage} className={classes.guide} x1="0" x2={width} y1={y} y2={y} />
        ))}
        <path className={classes.area} d={drawing.area} />
        <path className={classes.line} d={drawing.line} />
      </svg>
      <div className={classes.scale} aria-hidden>
        {drawing.guides.map(({ percentage }) => (
          <span key={percentage}>{percentage} %</span>
        ))}
      </div>
      <figcaption className={classes.ends} aria-hidden>
        <OnDay day={first} />
        <OnDay day={last} />
      </figcaption>
    </figure>
  )
}

function Days({ points, title }: { points: readonly TrendPoint[]; title: string }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (WCAG 2.1.1)
    <section className={`${table.frame} ${classes.days}`} tabIndex={0} aria-label={title}>
      <Table>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Day</Table.Th>
            <Table.Th>Progress</Table.Th>
            <Table.Th>Documents</Table.Th>
            <Table.Th>Tasks</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {points.toReversed().map((point) => (
            <Table.Tr key={point.day}>
              <Table.Td className={table.numbers}>
                <OnDay day={point.day} />
              </Table.Td>
              <Table.Td className={table.numbers}>{percentWords(point.overall_progress_percentage)}</Table.Td>
              <Table.Td className={table.numbers}>
                {point.approved_documents} of {point.total_documents}
              </Table.Td>
              <Table.Td className={table.numbers}>
                {point.completed_tasks} of {point.total_tasks}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </section>
  )
}
