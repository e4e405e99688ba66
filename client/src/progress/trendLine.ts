import type { TrendPoint } from '@certloom/shared/progress/contract'

/** The grid a trend is drawn on; the picture is stretched to its place. */
export const width = 300
export const height = 100

/** What is drawn: the line, what is below it, and lines of the scale from the top down. */
export type Drawing = { line: string; area: string; guides: { percentage: number; y: number }[] }

const dayMs = 86_400_000

/** Draws a trend over its days, each at its distance in time; null with less than two points. The scale ends at the next quarter above the highest. */
export function drawTrend(points: readonly Pick<TrendPoint, 'day' | 'overall_progress_percentage'>[]): Drawing | null {
  const [first, last] = [points[0], points.at(-1)]
  if (first === undefined || last === undefined || points.length < 2) return null
  const days = (Date.parse(last.day) - Date.parse(first.day)) / dayMs
  const top = Math.max(25, Math.ceil(Math.max(...points.map((point) => point.overall_progress_percentage)) / 25) * 25)
  const x = (day: string): number => round(((Date.parse(day) - Date.parse(first.day)) / dayMs / days) * width)
  const y = (percentage: number): number => round(height - (percentage / top) * height)
  const line = points
    .map(({ day, overall_progress_percentage }, index) => `${index === 0 ? 'M' : 'L'}${x(day)} ${y(overall_progress_percentage)}`)
    .join('')
  const guides = [top, top / 2, 0].map((percentage) => ({ percentage, y: y(percentage) }))
  return { line, area: `${line}L${width} ${height}L0 ${height}Z`, guides }
}

const round = (value: number): number => Math.round(value * 10) / 10
