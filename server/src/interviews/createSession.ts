import { roomName } from '@certloom/shared/collab/rooms'
import { schemaVersion } from '@certloom/shared/collab/schemaVersion'
import { initialSessionState } from '@certloom/shared/collab/sessionDoc'
import { AppError } from '@certloom/shared/errors'
import { newId } from '@certloom/shared/ids'
import { type AskedDocument, questionsOf } from '@certloom/shared/interviews/questions'
import type { SignedInCtx } from '../accounts/session.ts'
import { byRequester, record } from '../audit/record.ts'
import { authorize, tenantOf } from '../auth/authorize.ts'
import { getCustomerIn } from '../customers/service.ts'
import type { InterviewSession } from '../db/generated/client.ts'
import type { Tx } from '../db/prisma.ts'
import { withTenant } from '../db/tenant.ts'
import { sessionEpoch } from './liveSession.ts'
import { askedDocuments } from './questions.ts'
import { type ShownSession, showSession } from './service.ts'

/** What somebody wants to ask about: documents, those of a plan, or all that the customer has. */
export type NewSession = {
  customerId: string
  documentIds: readonly string[]
  planId: string | undefined
  name: string | undefined
}

/**
 * Starts a session with a customer: its questions, its room, and the first sitting. Whoever starts it leads.
 * @throws `invalid_input` for documents or a plan the customer does not have, or that ask nothing
 */
export function createSession(ctx: SignedInCtx, wanted: NewSession): Promise<ShownSession> {
  const signedIn = authorize(ctx, 'interview.run', wanted.customerId)
  return withTenant(ctx.db, tenantOf(signedIn), async (tx) => {
    await getCustomerIn(tx, wanted.customerId)
    const documents = await chooseDocuments(tx, wanted)
    const session = await insertSession(tx, ctx, wanted, documents)
    await insertQuestions(tx, session, documents)
    await insertRoom(tx, session)
    await record(tx, byRequester(ctx), {
      action: 'interview.started',
      entity: { type: 'interview_session', id: session.id },
      customerId: session.customerId,
      after: { session_name: session.name, documents: documents.map(({ name }) => name) },
    })
    return showSession(tx, session)
  })
}

async function chooseDocuments(tx: Tx, { customerId, documentIds, planId }: NewSession): Promise<AskedDocument[]> {
  const ids = [...new Set(documentIds)]
  const documents = await askedDocuments(tx, { customerId, ...(ids.length > 0 && { id: { in: ids } }), ...(planId && { planId }) })
  if (documents.length < ids.length) throw new AppError('invalid_input', 'Some of these documents are not of this customer or plan.')
  if (documents.every(({ sections }) => sections.length === 0))
    throw new AppError('invalid_input', 'There is nothing to ask: no document with sections to fill. Make a plan first.')
  return documents
}

function insertSession(tx: Tx, { signedIn }: SignedInCtx, wanted: NewSession, documents: readonly AskedDocument[]) {
  const [first, ...others] = documents
  const subject = others.length === 0 ? first?.name : `${first?.name} and ${others.length} more`
  return tx.interviewSession.create({
    data: {
      id: newId(),
      organizationId: signedIn.actor.organizationId,
      customerId: wanted.customerId,
      planId: wanted.planId ?? null,
      name: wanted.name ?? `Interview: ${subject}`,
      runningSince: new Date(),
      createdById: signedIn.person.id,
    },
  })
}

async function insertQuestions(tx: Tx, session: InterviewSession, documents: readonly AskedDocument[]): Promise<void> {
  const { organizationId, customerId, id: sessionId } = session
  await tx.interviewQuestion.createMany({
    data: questionsOf(documents).flatMap(({ place, alsoFills }, index) =>
      [place, ...alsoFills].map((one) => ({ organizationId, customerId, sessionId, ...one, position: index + 1, isAsked: one === place })),
    ),
  })
}

export const sessionRoom = ({ id }: Pick<InterviewSession, 'id'>): string =>
  roomName({ kind: 'interview', entityId: id, epoch: sessionEpoch })

async function insertRoom(tx: Tx, session: InterviewSession): Promise<void> {
  await tx.liveDocument.create({
    data: {
      room: sessionRoom(session),
      organizationId: session.organizationId,
      customerId: session.customerId,
      kind: 'interview',
      entityId: session.id,
      epoch: sessionEpoch,
      schemaVersion,
      state: new Uint8Array(initialSessionState(session.createdById)),
    },
    select: { room: true },
  })
}
