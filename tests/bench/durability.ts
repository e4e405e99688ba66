import { type Figures, figuresOf } from './figures.ts'
import { runLoad } from './load.ts'
import type { Subject } from './subjects.ts'

/** Time from a key to the answer that it is committed, in milliseconds, with 200 documents in each of which somebody types once a second. */
export async function measureDurability(certloom: Subject): Promise<Figures> {
  const { durable } = await runLoad(certloom, { rooms: 200, people: 2, editsPerSecond: 1, seconds: 1, durableSeconds: 10 })
  return figuresOf(durable)
}
