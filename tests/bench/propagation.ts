import { type Figures, figuresOf, median, rounded } from './figures.ts'
import { type Run, runLoad, type Shape } from './load.ts'
import type { Subject } from './subjects.ts'

/**
 * A shape of load, and how many times every server is put under it. What disturbs a machine lasts some seconds: the room of ten is asked often and
 * shortly, so that it meets all servers alike.
 */
export type Load = { name: string; shape: Shape; runs: number }

export const loads: readonly Load[] = [
  { name: '1 room x 10', shape: { rooms: 1, people: 10, editsPerSecond: 10, seconds: 5, durableSeconds: 2 }, runs: 8 },
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
 * What a server showed under one load: times of all its runs together, in milliseconds; of memory (kB) and CPU (per cent of one core, and for each
 * connection and document microseconds a second) the median of its runs.
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
  const databaseCpus = runs.flatMap(({ databaseCpu }) => (databaseCpu === null ? [] : [databaseCpu]))
  const durable = runs.flatMap(({ durable }) => durable)
  const memory = median(runs.map(({ memory }) => memory)) / 1_000
  const cpu = median(runs.map(({ serverCpu }) => serverCpu))
  const { rooms, people } = load.shape
  return {
    server: subject.name,
    load: load.name,
    propagation: figuresOf(runs.flatMap(({ propagation }) => propagation)),
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
