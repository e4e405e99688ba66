import type { ChecklistCost } from './checklist.ts'
import type { Figures } from './figures.ts'
import { median, rounded } from './figures.ts'
import type { Lists } from './lists.ts'
import type { Papers } from './papers.ts'
import type { Phase } from './phases.ts'
import type { Outcome } from './propagation.ts'

/** A number to reach: what was measured, and the most or the least it may be. */
export type Row = { what: string; measured: number; unit: string } & ({ atMost: number } | { atLeast: number })

export type Measured = {
  outcomes: readonly Outcome[]
  durable: Figures
  largeDocument: Record<string, Figures>
  checklist: ChecklistCost
  guestJoin: Figures
  planCreation: Figures
  sessionStart: Figures
  spotlight: Figures
  revocation: Record<string, Figures>
  firstPageBytes: number
  /** of each visit */
  lighthouse: readonly number[]
  papers: Papers
  lists: Lists
  /** how long each of these took, and how the machine was */
  phases: readonly Phase[]
  /** of the whole benchmark */
  minutes: number
}

/** The numbers of this product, with what was measured for each. */
export function rowsOf({
  outcomes,
  durable,
  largeDocument,
  checklist,
  guestJoin,
  planCreation,
  sessionStart,
  spotlight,
  revocation,
  firstPageBytes,
  lighthouse,
  papers,
  lists,
  minutes,
}: Measured): Row[] {
  const of = (load: string, server: string): Outcome => found(outcomes.find((o) => o.load === load && o.server.startsWith(server)))
  const [ours, bare] = [of('1 room x 10', 'Certloom'), of('1 room x 10', 'Hocuspocus')]
  const crowd = of('400 rooms x 5', 'Certloom')
  const [flowing, stalled] = [found(largeDocument['key to paint']), found(largeDocument['key to paint, network stalled'])]
  const ratio = (pick: (outcome: Outcome) => number): number => rounded(pick(ours) / pick(bare))
  const ms = 'ms'
  return [
    {
      what: 'key to the other editor, room of 10: p95 to bare Hocuspocus',
      measured: ratio((o) => o.propagation.p95),
      atMost: 1.25,
      unit: 'x',
    },
    {
      what: 'key to the other editor, room of 10: p99 to bare Hocuspocus',
      measured: ratio((o) => o.propagation.p99),
      atMost: 2,
      unit: 'x',
    },
    { what: 'key to committed, 200 documents: p50', measured: durable.p50, atMost: 50, unit: ms },
    { what: 'key to committed, 200 documents: p99', measured: durable.p99, atMost: 250, unit: ms },
    { what: '2,000 connections in 400 documents: p99', measured: crowd.propagation.p99, atMost: 100, unit: ms },
    { what: 'updates and acknowledgements that did not come', measured: sum(outcomes.map(({ lost }) => lost)), atMost: 0, unit: '' },
    { what: 'open 50 sections with 10,000 edits: p95', measured: found(largeDocument['open, room unloaded']).p95, atMost: 300, unit: ms },
    { what: 'own key to the screen, network stalled: p95', measured: stalled.p95, atMost: 50, unit: ms },
    { what: 'own key to the screen: p95 stalled to flowing', measured: rounded(stalled.p95 / flowing.p95), atMost: 1.5, unit: 'x' },
    { what: 'checklist of 93 controls, five editors, to interactive: p95', measured: checklist.interactive.p95, atMost: 1_000, unit: ms },
    { what: 'row nodes of that checklist while scrolling', measured: checklist.rowNodes, atMost: 60, unit: '' },
    { what: 'longest task of that checklist while scrolling', measured: rounded(checklist.longestTask), atMost: 50, unit: ms },
    { what: 'rows of that checklist that do not show what was set', measured: checklist.lost, atMost: 0, unit: '' },
    { what: 'guest link to the first words of an answer, on a phone: p95', measured: guestJoin.p95, atMost: 3_000, unit: ms },
    { what: 'create a plan of 15 documents: p95', measured: planCreation.p95, atMost: 1_000, unit: ms },
    { what: 'start an interview over 5 documents: p95', measured: sessionStart.p95, atMost: 500, unit: ms },
    { what: 'spotlight to the last of 10 in the room: p99', measured: spotlight.p99, atMost: 200, unit: ms },
    {
      what: 'right taken away to the last open socket closed, or told of the lock: p99',
      measured: Math.max(...Object.values(revocation).map(({ p99 }) => p99)),
      atMost: 2_000,
      unit: ms,
    },
    { what: 'compare two revisions of 50 sections: p95', measured: papers.compare.p95, atMost: 200, unit: ms },
    { what: `print a document of ${papers.pages} pages: p95`, measured: papers.print.p95, atMost: 5_000, unit: ms },
    {
      what: 'slowest list or dashboard of the large organization: p95',
      measured: Math.max(...Object.values(lists.measured).map(({ p95 }) => p95)),
      atMost: 100,
      unit: ms,
    },
    { what: 'make that organization', measured: rounded(lists.secondsToMake), atMost: 20, unit: 's' },
    { what: 'JavaScript of the first page, compressed', measured: rounded(firstPageBytes / 1_000), atMost: 200, unit: 'kB' },
    { what: 'Lighthouse performance of the first page, cold: median of 3', measured: median(lighthouse), atLeast: 90, unit: '' },
    { what: 'measure all of this', measured: rounded(minutes), atMost: 15, unit: 'min' },
  ]
}

export const isReached = (row: Row): boolean => ('atMost' in row ? row.measured <= row.atMost : row.measured >= row.atLeast)

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)

function found<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('A load that a number is taken from was not run.')
  return value
}
