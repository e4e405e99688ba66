import { rounded } from './figures.ts'
import { loads, type Outcome } from './propagation.ts'
import { table } from './table.ts'

/** How fast a key reaches the other editor under each load, beside each peer and how many times it; and the same as a chart. */
export function comparisonOf(outcomes: readonly Outcome[]): string {
  const servers = [...new Set(outcomes.map(({ server }) => server))]
  const p95 = (load: string, server: string): number =>
    outcomes.find((outcome) => outcome.load === load && outcome.server === server)?.propagation.p95 ?? Number.NaN
  const [ours = '', ...peers] = servers
  return [
    table(
      ['p95 ms (in brackets how many times the peer)', ...servers],
      loads.map(({ name }) => [
        name,
        p95(name, ours),
        ...peers.map((peer) => `${p95(name, peer)} (${rounded(p95(name, ours) / p95(name, peer))})`),
      ]),
    ),
    chartOf(
      `Key to the other editor, p95 in ms: ${servers.join('; ')}`,
      servers.map((server) => loads.map(({ name }) => p95(name, server))),
    ),
  ].join('\n\n')
}

/** The first series as bars, the others as lines. */
function chartOf(title: string, series: readonly (readonly number[])[]): string {
  const names = loads.map(({ name }) => `"${name}"`).join(', ')
  return [
    '```mermaid',
    'xychart-beta',
    `  title "${title}"`,
    `  x-axis [${names}]`,
    `  y-axis "ms" 0 --> ${Math.ceil(Math.max(...series.flat()))}`,
    ...series.map((values, index) => `  ${index === 0 ? 'bar' : 'line'} [${values.join(', ')}]`),
    '```',
  ].join('\n')
}
