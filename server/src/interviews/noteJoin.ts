import type { Principal } from '@certloom/shared/roles'
import { z } from 'zod'
import { record } from '../audit/record.ts'
import type { Present } from '../context.ts'
import type { Db, Tx } from '../db/prisma.ts'
import { withTenant } from '../db/tenant.ts'

/** Who was there is read from the log: one row a person and sitting. */
export const Joined = z.object({ session_name: z.string(), sitting: z.number().int(), as: z.string() })

/** Puts on record that somebody takes part in the sitting under way; once for each, however often they come back. */
export const noteJoin = (db: Db, sessionId: string, { person, actor }: Present): Promise<void> =>
  withTenant(db, { organizationId: actor.organizationId }, async (tx) => {
    const session = await tx.interviewSession.findUnique({
      where: { organizationId_id: { organizationId: actor.organizationId, id: sessionId } },
      select: { customerId: true, name: true, status: true, sittings: true },
    })
    if (session?.status !== 'active' || (await hasJoined(tx, sessionId, actor, session.sittings))) return
    await record(
      tx,
      { organizationId: actor.organizationId, person },
      {
        action: 'interview.joined',
        entity: { type: 'interview_session', id: sessionId },
        customerId: session.customerId,
        after: { session_name: session.name, sitting: session.sittings, as: actor.kind } satisfies z.infer<typeof Joined>,
      },
    )
  })

async function hasJoined(tx: Tx, sessionId: string, { organizationId, userId }: Principal, sitting: number): Promise<boolean> {
  const found = await tx.activity.count({
    where: {
      organizationId,
      entityId: sessionId,
      actorId: userId,
      action: 'interview.joined',
      after: { path: ['sitting'], equals: sitting },
    },
  })
  return found > 0
}
