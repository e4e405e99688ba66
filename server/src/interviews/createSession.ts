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
import { notesRoom } from './liveNotes.ts'
import { sessionEpoch, sessionRoom } from './liveSession.ts'
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
    const names = documents.map(({ name }) => name)
    const session = await insertSession(tx, ctx, { ...wanted, kind: 'interview' }, names)
    await insertQuestions(tx, session, documents)
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

const kindNames = { interview: 'Interview', workshop: 'Workshop', onboarding: 'Onboarding' }

/** Inserts a session about what is called so, with its rooms, and puts it on record. */
export async function insertSession(
  tx: Tx,
  ctx: SignedInCtx,
  { kind, customerId, planId, name }: Omit<NewSession, 'documentIds'> & Pick<InterviewSession, 'kind'>,
  subjects: readonly string[],
): Promise<InterviewSession> {
  const [first, ...others] = subjects
  const subject = others.length === 0 ? first : `${first} and ${others.length} more`
  const { person, actor } = ctx.signedIn
  const session = await tx.interviewSession.create({
    data: {
      id: newId(),
      organizationId: actor.organizationId,
      customerId,
      planId: planId ?? null,
      kind,
      name: name ?? `${kindNames[kind]}: ${subject}`,
      runningSince: new Date(),
      createdById: person.id,
    },
  })
  await insertRooms(tx, session)
  await record(tx, byRequester(ctx), {
    action: 'interview.started',
    entity: { type: 'interview_session', id: session.id },
    customerId,
    after: { session_name: session.name, documents: [...subjects] },
  })
  return session
}

async function insertQuestions(tx: Tx, session: InterviewSession, documents: readonly AskedDocument[]): Promise<void> {
  const { organizationId, customerId, id: sessionId } = session
  await tx.interviewQuestion.createMany({
    data: questionsOf(documents).flatMap(({ place, alsoFills }, index) =>
      [place, ...alsoFills].map((one) => ({ organizationId, customerId, sessionId, ...one, position: index + 1, isAsked: one === place })),
    ),
  })
}

async function insertRooms(tx: Tx, session: InterviewSession): Promise<void> {
  const common = { organizationId: session.organizationId, entityId: session.id, epoch: sessionEpoch, schemaVersion }
  const state = new Uint8Array(initialSessionState(session.createdById))
  const { customerId } = session
  await tx.liveDocument.createMany({
    data: [
      { ...common, room: sessionRoom(session), kind: 'interview', customerId, state },
      { ...common, room: notesRoom(session), kind: 'internal', state: new Uint8Array(emptyState) },
    ],
  })
}

/** A Yjs document in which nobody has written. */
const emptyState = [0, 0]
