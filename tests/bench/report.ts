import { comparisonOf } from './comparison.ts'
import { loads } from './propagation.ts'
import { isReached, type Measured, type Row } from './rows.ts'
import type { Setup } from './setup.ts'
import { table } from './table.ts'

/** What was measured as Markdown: how every server was run and loaded, the numbers to reach, and every server under every load. */
export const reportOf = (setups: Readonly<Record<string, Setup>>, measured: Measured, rows: readonly Row[]): string =>
  [
    table(
      ['server', 'versions', 'port', 'settings', 'on', 'off'],
      Object.entries(setups).map(([server, { versions, port, settings, on, off }]) => [
        server,
        listed(versions),
        port,
        listed(settings),
        on,
        off,
      ]),
    ),
    table(
      ['load', 'rooms', 'people in each', 'letters a second in each', 'bytes a letter, server by server', 'seconds', 'rounds'],
      loads.map(({ name, shape, runs }) => [
        name,
        shape.rooms,
        shape.people,
        shape.editsPerSecond,
        measured.outcomes.flatMap(({ load, bytesPerKey }) => (load === name ? [bytesPerKey] : [])).join(', '),
        shape.seconds,
        runs,
      ]),
    ),
    table(
      ['number to reach', 'measured', 'limit', ''],
      rows.map((row) => [
        row.what,
        `${row.measured} ${row.unit}`.trim(),
        ('atMost' in row ? `at most ${row.atMost} ${row.unit}` : `at least ${row.atLeast} ${row.unit}`).trim(),
        isReached(row) ? 'reached' : 'MISSED',
      ]),
    ),
    table(
      ['measured', 'minutes', 'processor time withheld by the host (% of what was asked for)'],
      measured.phases.map(({ name, minutes, withheld }) => [name, minutes, withheld]),
    ),
    comparisonOf(measured.outcomes),
    table(
      ['milliseconds', 'server', 'p50', 'p95', 'p99', 'committed p50', 'committed p99', 'join p95'],
      measured.outcomes.map(({ load, server, propagation: { p50, p95, p99 }, durable, joinP95 }) => [
        load,
        server,
        p50,
        p95,
        p99,
        durable?.p50 ?? 'keeps nothing',
        durable?.p99 ?? 'keeps nothing',
        joinP95,
      ]),
    ),
    table(
      [
        'CPU (% of a core, µs a second) and memory (kB)',
        'server',
        'CPU %',
        'µs a connection',
        'µs a document',
        'kB a connection',
        'kB a document',
        'database CPU %',
      ],
      measured.outcomes.map((outcome) => [
        outcome.load,
        outcome.server,
        outcome.serverCpu,
        outcome.cpuPerConnection,
        outcome.cpuPerDocument,
        outcome.memoryPerConnection,
        outcome.memoryPerDocument,
        outcome.databaseCpu ?? 'has none',
      ]),
    ),
    table(
      ['milliseconds', 'count', 'p50', 'p95', 'p99', 'max'],
      Object.entries({
        'key to committed, 200 documents': measured.durable,
        ...measured.largeDocument,
        'checklist, five editors, to interactive': measured.checklist.interactive,
        'guest link to the first words': measured.guestJoin,
        'create a plan': measured.planCreation,
        'start an interview': measured.sessionStart,
        'point at a question': measured.spotlight,
        ...measured.revocation,
        'compare 50 sections': measured.papers.compare,
        [`print ${measured.papers.pages} pages`]: measured.papers.print,
        ...measured.lists.measured,
      }).map(([name, { count, p50, p95, p99, max }]) => [name, count, p50, p95, p99, max]),
    ),
  ].join('\n\n')

const listed = (values: Readonly<Record<string, unknown>>): string =>
  Object.entries(values)
    .map(([name, value]) => `${name} ${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join(', ')
