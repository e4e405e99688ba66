import { readdirSync, readFileSync } from 'node:fs'

/** What processes have used so far: CPU in seconds, and memory held now in bytes. */
export type Use = { cpu: number; memory: number }

/** Linux counts CPU in hundredths of a second and memory in pages, whatever the machine. */
const [ticksPerSecond, pageBytes] = [100, 4096]

/** Reads what a process uses, or with `withChildren` it and those it started, from /proc. */
export function useOf(pid: number, withChildren = false): Use {
  const own = statOf(pid)
  if (!withChildren) return { cpu: own.cpu, memory: own.memory }
  const whole = { ...own, cpu: own.cpu + own.endedCpu }
  const children = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap(statIfThere)
    .filter(({ parent }) => parent === pid)
  return [whole, ...children].reduce((sum, { cpu, memory }) => ({ cpu: sum.cpu + cpu, memory: sum.memory + memory }), { cpu: 0, memory: 0 })
}

/** The process that started this one. */
export const parentOf = (pid: number): number => statOf(pid).parent

/** `endedCpu` is what children used that have ended since. */
type Stat = Use & { parent: number; endedCpu: number }

/** The fields of proc(5) behind the command, which stands in brackets and may hold anything. */
function statOf(pid: number | string): Stat {
  const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
  const fields = text
    .slice(text.lastIndexOf(')') + 2)
    .split(' ')
    .map(Number)
  const [parent = 0, pages = 0] = [fields[1], fields[21]]
  const [user = 0, system = 0, endedUser = 0, endedSystem = 0] = fields.slice(11, 15)
  const seconds = (ticks: number): number => ticks / ticksPerSecond
  return { parent, cpu: seconds(user + system), endedCpu: seconds(endedUser + endedSystem), memory: pages * pageBytes }
}

function statIfThere(pid: string): Stat[] {
  try {
    return [statOf(pid)]
  } catch {
    return []
  }
}
