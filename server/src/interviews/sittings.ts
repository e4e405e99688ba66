import type { Minutes, Side } from '@certloom/shared/interviews/minutes'
import type { InterviewSession } from '../db/generated/client.ts'
import type { Tx } from '../db/prisma.ts'
import { Joined } from './noteJoin.ts'

type Sitting = Minutes['sittings'][number]

const actions = ['interview.started', 'interview.resumed', 'interview.paused', 'interview.completed', 'interview.joined']

const sideOf = (as: string): Side => (as === 'staff' || as === 'customer' ? as : 'guest')

/** When a session sat, and who was there; read from the log, which is where that is. */
export async function sittingsOf(tx: Tx, { organizationId, id }: InterviewSession): Promise<Sitting[]> {
  const rows = await tx.activity.findMany({
    where: { organizationId, entityId: id, action: { in: actions } },
    orderBy: { id: 'asc' },
    select: { action: true, actorName: true, createdAt: true, after: true },
  })
  const sittings: Sitting[] = []
  for (const { action, actorName, createdAt, after } of rows) {
    const last = sittings.at(-1)
    if (action === 'interview.started' || action === 'interview.resumed')
      sittings.push({ number: sittings.length + 1, began_at: createdAt.toISOString(), ended_at: null, people: [] })
    else if (action === 'interview.joined') {
      const joined = Joined.parse(after)
      const people = sittings.find(({ number }) => number === joined.sitting)?.people
      if (people?.every(({ name }) => name !== actorName)) people.push({ name: actorName, side: sideOf(joined.as) })
    } else if (last) last.ended_at ??= endOf(after) ?? createdAt.toISOString()
  }
  return sittings
}

/** A sitting that everybody had left was ended later, as of when they had. */
const endOf = (after: unknown): string | undefined =>
  typeof after === 'object' && after !== null && 'ended_at' in after && typeof after.ended_at === 'string' ? after.ended_at : undefined
