import { Minutes } from '@certloom/shared/interviews/minutes'
import type { SignedInCtx } from '../accounts/session.ts'
import { authorize, tenantOf } from '../auth/authorize.ts'
import type { Author, Services } from '../context.ts'
import type { InterviewSession } from '../db/generated/client.ts'
import type { Tx } from '../db/prisma.ts'
import { withTenant } from '../db/tenant.ts'
import { composeMinutes } from './composeMinutes.ts'
import { readRoom } from './readRoom.ts'
import { getSession } from './service.ts'

type Read = <T>(work: (tx: Tx) => Promise<T>) => Promise<T>

/** What a session came to: of a completed one as it was then, else as of what is stored now. Throws `not_found`, `forbidden`. */
export async function getMinutes(ctx: SignedInCtx, id: string): Promise<Minutes> {
  const session = await getSession(ctx, id)
  const signedIn = authorize(ctx, 'interview.watch', session.customerId)
  return minutesOf(ctx, (work) => withTenant(ctx.db, tenantOf(signedIn), work), signedIn, session)
}

/** The same for whoever reads in a tenant of their own. */
export async function minutesOf(parts: Pick<Services, 'live'>, read: Read, reader: Author, session: InterviewSession): Promise<Minutes> {
  const written = session.status === 'completed' ? await read((tx) => findWritten(tx, session)) : null
  if (written) return written
  const agreed = await readRoom(parts, reader, session)
  return read((tx) => composeMinutes(tx, session, agreed))
}

async function findWritten(tx: Tx, { organizationId, id: sessionId, sittings: sitting }: InterviewSession): Promise<Minutes | null> {
  const row = await tx.interviewMinutes.findUnique({ where: { organizationId_sessionId_sitting: { organizationId, sessionId, sitting } } })
  return row && Minutes.parse(row.content)
}
