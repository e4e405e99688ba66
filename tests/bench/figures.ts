export type Figures = { count: number; p50: number; p95: number; p99: number; max: number }

/** What a series of times in milliseconds comes to. */
export function figuresOf(times: readonly number[]): Figures {
  const sorted = [...times].sort((a, b) => a - b)
  const at = (share: number): number => rounded(sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0)
  return { count: sorted.length, p50: at(0.5), p95: at(0.95), p99: at(0.99), max: at(1) }
}

/** To two places, which is finer than anything here can be measured. */
export const rounded = (value: number): number => Math.round(value * 100) / 100

/** The middle one of several runs. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? 0
}

/** Runs something a number of times, and answers how long each took in milliseconds, without the tidying up it answers. */
export async function measure(times: number, work: () => Promise<() => Promise<void> | void>): Promise<number[]> {
  const taken: number[] = []
  for (let run = 0; run < times; run++) {
    const before = performance.now()
    const tidyUp = await work()
    taken.push(performance.now() - before)
    await tidyUp()
  }
  return taken
}
