import type { Tx } from './prisma.ts'

/**
 * What was made when this was sent before under the same id, or null; whoever sends it twice at once waits here.
 * @param find looks for it among what the sender made themselves
 */
export async function sentBefore<Made>(tx: Tx, id: string, find: (id: string) => Promise<Made | null>): Promise<Made | null> {
  await tx.$queryRaw`select pg_advisory_xact_lock(hashtextextended(${id}, 0))::text`
  return find(id)
}
