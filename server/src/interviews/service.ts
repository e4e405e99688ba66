import { AppError } from '@certloom/shared/errors'
import type { SessionStatus } from '@certloom/shared/interviews/contract'
import type { Action } from '@certloom/shared/permissions'
import { authorize, tenantOf } from '../auth/authorize.ts'
import type { Ctx, SignedIn } from '../context.ts'
import { getCustomerIn } from '../customers/service.ts'
import { type InterviewSession, Prisma } from '../db/generated/client.ts'
import type { Tx } from '../db/prisma.ts'
import { withTenant } from '../db/tenant.ts'
import { namesOf } from '../members/names.ts'
import { countFacts } from './askedFacts.ts'
import { type AskedQuestions, readQuestions } from './questions.ts'

export type SessionFilter = { customerId: string | undefined; status: SessionStatus | undefined }

/** A session with what is shown besides its own row; `names` of people by id. */
export type ShownSession = InterviewSession & {
  customer: { companyName: string }
  documents: { id: string; name: string }[]
  project: { id: string; name: string } | null
  counts: { total: number; answered: number }
  names: ReadonlyMap<string, string>
}

/** Sessions, newest first, older than `after`; one more than `limit` if there are more. A customer's staff sees its own only. */
export function listSessions(
  ctx: Ctx,
  { customerId, status }: SessionFilter,
  { limit, after }: { limit: number; after: string | undefined },
): Promise<ShownSession[]> {
  const signedIn = authorize(ctx, 'interview.watch', customerId)
  return withTenant(ctx.db, tenantOf(signedIn), async (tx) => {
    if (customerId !== undefined) await getCustomerIn(tx, customerId)
    const sessions = await tx.interviewSession.findMany({
      where: {
        organizationId: signedIn.actor.organizationId,
        archivedAt: null,
        customer: { archivedAt: null },
        ...(customerId && { customerId }),
        ...(status && { status }),
        ...(after && { id: { lt: after } }),
      },
      orderBy: { id: 'desc' },
      take: limit + 1,
    })
    return withFacts(tx, sessions)
  })
}

/** One session; throws `not_found` for what this person may not see. */
export function getSession(ctx: Ctx, id: string): Promise<ShownSession> {
  const signedIn = authorize(ctx, 'interview.watch')
  return withTenant(ctx.db, tenantOf(signedIn), async (tx) => {
    const session = await findSession(tx, id)
    authorize(ctx, 'interview.watch', session.customerId)
    return showSession(tx, session)
  })
}

/** Its questions, with how far each is as of what is stored. */
export function getQuestions(ctx: Ctx, id: string): Promise<AskedQuestions> {
  const signedIn = authorize(ctx, 'interview.watch')
  return withTenant(ctx.db, tenantOf(signedIn), async (tx) => {
    const session = await findSession(tx, id)
    authorize(ctx, 'interview.watch', session.customerId)
    return readQuestions(tx, session)
  })
}

/** The row of a session that is not archived; throws `not_found`. */
export async function findSession(tx: Tx, id: string): Promise<InterviewSession> {
  const session = await tx.interviewSession.findFirst({ where: { id, archivedAt: null, customer: { archivedAt: null } } })
  if (!session) throw new AppError('not_found')
  return session
}

/**
 * Changes a session in one transaction that holds its row to the end.
 * @throws `not_found` for a session this person may not see, `forbidden`
 */
export function withSession<T>(
  ctx: Ctx,
  id: string,
  right: Action,
  work: (tx: Tx, session: InterviewSession, signedIn: SignedIn) => Promise<T>,
): Promise<T> {
  const signedIn = authorize(ctx, 'interview.watch')
  return withTenant(ctx.db, tenantOf(signedIn), async (tx) => {
    await tx.$queryRaw`select id from interview_session where id = ${id}::uuid for update`
    const session = await findSession(tx, id)
    authorize(ctx, right, session.customerId)
    return work(tx, session, signedIn)
  })
}

/** A session as it is shown, in a transaction that already runs. */
export async function showSession(tx: Tx, session: InterviewSession): Promise<ShownSession> {
  const [shown] = await withFacts(tx, [session])
  if (!shown) throw new AppError('not_found')
  return shown
}

type Count = { session_id: string; total: number; answered: number }

/** Each question counts where it is answered (`answeredAt`, said in SQL). */
const countQuestions = (tx: Tx, organizationId: string, ids: readonly string[]): Promise<Count[]> =>
  tx.$queryRaw<Count[]>`
    with place as (
      select q.session_id, q.position, q.document_id, q.is_asked, p.is_filled,
             min(q.position) filter (where q.is_asked) over of_document as own, min(q.position) over of_document as first
        from interview_question q
        join customer_document d on d.organization_id = q.organization_id and d.id = q.document_id and d.archived_at is null
        join section_projection p on p.organization_id = q.organization_id and p.document_id = q.document_id and p.section_id = q.section_id
       where q.organization_id = ${organizationId}::uuid and q.session_id in (${Prisma.join(ids.map((id) => Prisma.sql`${id}::uuid`))})
      window of_document as (partition by q.session_id, q.document_id)),
    question as (
      select distinct on (session_id, position) session_id, is_filled
        from place
       order by session_id, position, own nulls last, first, document_id, is_asked desc)
    select session_id, count(*)::int as total, (count(*) filter (where is_filled))::int as answered
      from question
     group by session_id`

async function withFacts(tx: Tx, sessions: readonly InterviewSession[]): Promise<ShownSession[]> {
  const [first] = sessions
  if (!first) return []
  const { organizationId } = first
  const ids = sessions.map(({ id }) => id)
  const customers = await tx.customer.findMany({
    where: { organizationId, id: { in: sessions.map(({ customerId }) => customerId) } },
    select: { id: true, companyName: true },
  })
  const places = await tx.interviewQuestion.findMany({
    where: { organizationId, sessionId: { in: ids }, document: { archivedAt: null } },
    distinct: ['sessionId', 'documentId'],
    orderBy: { position: 'asc' },
    select: { sessionId: true, document: { select: { id: true, name: true } } },
  })
  const topics = await tx.workshopTopic.findMany({
    where: { organizationId, sessionId: { in: ids }, OR: [{ document: { archivedAt: null } }, { project: { archivedAt: null } }] },
    orderBy: { position: 'asc' },
    select: { sessionId: true, document: { select: { id: true, name: true } }, project: { select: { id: true, name: true } } },
  })
  const counts = await countQuestions(tx, organizationId, ids)
  const saidFacts = new Map<string, Count>()
  for (const { id, kind, customerId } of sessions)
    if (kind === 'onboarding') saidFacts.set(id, { session_id: id, ...(await countFacts(tx, { organizationId, customerId })) })
  const names = await namesOf(
    tx,
    sessions.map(({ createdById }) => createdById),
  )
  return sessions.map((session) => ({
    ...session,
    customer: { companyName: customers.find(({ id }) => id === session.customerId)?.companyName ?? '' },
    documents: [...places, ...topics].flatMap(({ sessionId, document }) => (sessionId === session.id && document ? [document] : [])),
    project: topics.find(({ sessionId, project }) => sessionId === session.id && project)?.project ?? null,
    counts: saidFacts.get(session.id) ?? counts.find(({ session_id }) => session_id === session.id) ?? { total: 0, answered: 0 },
    names,
  }))
}
