export type Figures = { count: number; p50: number; p95: number; max: number }

/** What a series of times in milliseconds comes to. */
export function figuresOf(times: readonly number[]): Figures {
  const sorted = [...times].sort((a, b) => a - b)
  const at = (share: number): number => Math.round((sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0) * 10) / 10
  return { count: sorted.length, p50: at(0.5), p95: at(0.95), max: at(1) }
}

/** Runs something a number of times, and answers how long each took. */
export async function measure(times: number, work: () => Promise<() => Promise<void>>): Promise<number[]> {
  const taken: number[] = []
  for (let run = 0; run < times; run++) {
    const before = performance.now()
    const tidyUp = await work()
    taken.push(performance.now() - before)
    await tidyUp()
  }
  return taken
}

const cells = (values: readonly (string | number)[]): string => `| ${values.map((value) => String(value).padEnd(28)).join(' | ')} |`

/** Measurements by name as a table of text, in milliseconds. */
export const tableOf = (measured: Readonly<Record<string, Figures>>): string =>
  [
    cells(['milliseconds', 'count', 'p50', 'p95', 'max']),
    ...Object.entries(measured).map(([name, { count, p50, p95, max }]) => cells([name, count, p50, p95, max])),
  ].join('\n')
