import { readFileSync } from 'node:fs'
import { rounded } from './figures.ts'

/** What took how long, in minutes, and how much of the processor time that was asked for meanwhile the machine's host gave to others, in percent. */
export type Phase = { name: string; minutes: number; withheld: number }

/** Names what is measured, as it begins, and notes how the machine was at it. */
export class Phases {
  readonly done: Phase[] = []
  readonly #tell: (line: string) => void

  constructor(tell: (line: string) => void) {
    this.#tell = tell
  }

  async measure<T>(name: string, work: () => Promise<T>): Promise<T> {
    this.#tell(name)
    const [began, before] = [performance.now(), hostTime()]
    const result = await work()
    this.done.push({ name, minutes: rounded((performance.now() - began) / 60_000), withheld: withheldBetween(before, hostTime()) })
    return result
  }
}

/** Processor time so far, in ticks: what was used, and what a host withheld that runs other machines too (`steal`). */
type HostTime = { used: number; withheld: number }

/** From the first line of /proc/stat, see proc(5): user, nice, system, idle, iowait, irq, softirq, steal. */
function hostTime(): HostTime {
  const [user = 0, nice = 0, system = 0, , , irq = 0, softirq = 0, steal = 0] =
    readFileSync('/proc/stat', 'utf8').split('\n', 1)[0]?.split(/\s+/).slice(1).map(Number) ?? []
  return { used: user + nice + system + irq + softirq, withheld: steal }
}

function withheldBetween(before: HostTime, after: HostTime): number {
  const [used, withheld] = [after.used - before.used, after.withheld - before.withheld]
  return withheld === 0 ? 0 : rounded((100 * withheld) / (used + withheld))
}
