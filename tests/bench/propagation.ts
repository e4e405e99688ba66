import { type Figures, figuresOf, median, rounded } from './figures.ts'
import { type Run, runLoad, type Shape } from './load.ts'
import type { Subject } from './subjects.ts'

/** A shape of load, and how many times every server is put under it. */
export type Load = { name: string; shape: Shape; runs: number }

export const loads: readonly Load[] = [
  { name: '1 room x 10', shape: { rooms: 1, people: 10, editsPerSecond: 10, seconds: 8, durableSeconds: 3 }, runs: 5 },
  { name: '1 room x 100', shape: { rooms: 1, people: 100, editsPerSecond: 5, seconds: 5, durableSeconds: 3 }, runs: 3 },
  { name: '100 rooms x 3', shape: { rooms: 100, people: 3, editsPerSecond: 1, seconds: 5, durableSeconds: 3 }, runs: 3 },
  { name: '400 rooms x 5', shape: { rooms: 400, people: 5, editsPerSecond: 1, seconds: 7, durableSeconds: 3 }, runs: 3 },
]

/**
 * What every server is put under before it is measured: one that has just started runs code that is not compiled yet, and the first load, with ten
 * letters a second, is over before it would be.
 */
const warmUp: Shape = { rooms: 50, people: 5, editsPerSecond: 10, seconds: 6, durableSeconds: 0 }

/**
 * What a server showed under one load: of each figure the median of its runs, but joins and acknowledgements of all of them together. Times in
 * milliseconds, memory in kB, CPU in per cent of one core, and for each connection and document in microseconds a second.
 */
export type Outcome = {
  server: string
  load: string
  propagation: Figures
  joinP95: number
  /** From a key to the answer that it is committed; null of a server that keeps nothing. */
  durable: Figures | null
  lost: number
  bytesPerKey: number
  serverCpu: number
  databaseCpu: number | null
  cpuPerConnection: number
  cpuPerDocument: number
  memoryPerConnection: number
  memoryPerDocument: number
}

/** Puts every server under every load, one after the other within each round, so that what else the machine does meets all of them. */
export async function measurePropagation(subjects: readonly Subject[], tell: (line: string) => void): Promise<Outcome[]> {
  for (const subject of subjects) {
    tell(`warming up: ${subject.name}`)
    await runLoad(subject, warmUp)
    await subject.rest()
  }
  const outcomes: Outcome[] = []
  for (const load of loads) {
    const runs = new Map<Subject, Run[]>(subjects.map((subject) => [subject, []]))
    for (let round = 1; round <= load.runs; round++) {
      for (const subject of subjects) {
        tell(`${load.name}, round ${round} of ${load.runs}: ${subject.name}`)
        runs.get(subject)?.push(await runLoad(subject, load.shape))
        await subject.rest()
      }
    }
    for (const [subject, of] of runs) outcomes.push(outcomeOf(subject, load, of))
  }
  return outcomes
}

function outcomeOf(subject: Subject, load: Load, runs: readonly Run[]): Outcome {
  const figures = runs.map((run) => figuresOf(run.propagation))
  const middle = (pick: (figures: Figures) => number): number => median(figures.map(pick))
  const databaseCpus = runs.flatMap(({ databaseCpu }) => (databaseCpu === null ? [] : [databaseCpu]))
  const durable = runs.flatMap(({ durable }) => durable)
  const memory = median(runs.map(({ memory }) => memory)) / 1_000
  const cpu = median(runs.map(({ serverCpu }) => serverCpu))
  const { rooms, people } = load.shape
  return {
    server: subject.name,
    load: load.name,
    propagation: {
      count: figures.reduce((sum, { count }) => sum + count, 0),
      p50: middle(({ p50 }) => p50),
      p95: middle(({ p95 }) => p95),
      p99: middle(({ p99 }) => p99),
      max: middle(({ max }) => max),
    },
    joinP95: figuresOf(runs.flatMap(({ join }) => join)).p95,
    durable: subject.isDurable ? figuresOf(durable) : null,
    lost: runs.reduce((sum, { lost }) => sum + lost, 0),
    bytesPerKey: median(runs.map(({ bytesPerKey }) => bytesPerKey)),
    serverCpu: rounded(cpu * 100),
    databaseCpu: databaseCpus.length > 0 ? rounded(median(databaseCpus) * 100) : null,
    cpuPerConnection: rounded((cpu * 1_000_000) / (rooms * people)),
    cpuPerDocument: rounded((cpu * 1_000_000) / rooms),
    memoryPerConnection: rounded(memory / (rooms * people)),
    memoryPerDocument: rounded(memory / rooms),
  }
}
