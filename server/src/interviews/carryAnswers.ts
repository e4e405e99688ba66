import type { SignedInCtx } from '../accounts/session.ts'
import { record } from '../audit/record.ts'
import { tenantOf } from '../auth/authorize.ts'
import type { Author, Services } from '../context.ts'
import type { InterviewQuestion, SectionProjection } from '../db/generated/client.ts'
import type { Tx } from '../db/prisma.ts'
import { withTenant } from '../db/tenant.ts'
import { contentHash } from '../documents/canonical.ts'
import { roomOf } from '../documents/service.ts'
import { peopleOf } from '../members/names.ts'
import { answeredAt } from './places.ts'
import { answerIn } from './storedAnswer.ts'
import { type Answer, writeAnswer } from './writeAnswer.ts'

type Carriers = Pick<Services, 'db' | 'live'>

/** An answer on its way from where it was given to another section that it fills. */
type Carriage = { room: string; target: InterviewQuestion; answer: Answer; hash: string; author: string }

/** More are never under way at once. */
const mostHashes = 100

/** Stores what is typed in a session's documents, then fills with it every section that shares a question. */
export async function carryAnswers(ctx: SignedInCtx, sessionId: string): Promise<void> {
  const tenant = tenantOf(ctx.signedIn)
  const rooms = await withTenant(ctx.db, tenant, (tx) => roomsOf(tx, ctx.signedIn.actor.organizationId, sessionId))
  await Promise.all(rooms.map((room) => ctx.live.store(room)))
  const filled = await carry(ctx, { organizationId: ctx.signedIn.actor.organizationId, sessionId, customerId: tenant.customerId })
  await Promise.all(filled.map((room) => ctx.live.store(room)))
}

async function roomsOf(tx: Tx, organizationId: string, sessionId: string): Promise<string[]> {
  const documents = await tx.interviewQuestion.findMany({
    where: { organizationId, sessionId, document: { archivedAt: null } },
    distinct: ['documentId'],
    select: { documentId: true },
  })
  const rooms: string[] = []
  for (const { documentId } of documents) rooms.push(await roomOf(tx, { organizationId, id: documentId }))
  return rooms
}

/**
 * Fills sections that share a question with the answer that was given, under the name of whoever gave it. A section somebody wrote in by
 * themselves, or that is locked, keeps what it says. Several may run at once, and any may be cut off: an answer is noted before it is written, so
 * that what an earlier one wrote is never taken for somebody's own words.
 * @returns the rooms that were written in
 */
export async function carry(
  parts: Carriers,
  of: { organizationId: string; sessionId: string; customerId?: string | undefined },
): Promise<string[]> {
  const { organizationId } = of
  const due = await withTenant(parts.db, of, (tx) => dueIn(tx, of))
  for (const { room, target, answer, hash, author } of due) {
    const by: Author = { person: { id: author }, actor: { organizationId } }
    await withTenant(parts.db, of, (tx) => noteCarried(tx, target, { hash, author }))
    await parts.live.edit(room, by, (doc) => writeAnswer(doc, target.sectionId, answer))
  }
  return due.map(({ room }) => room)
}

async function noteCarried(
  tx: Tx,
  { organizationId, customerId, sessionId, documentId, sectionId, carriedHashes }: InterviewQuestion,
  { hash, author }: Pick<Carriage, 'hash' | 'author'>,
): Promise<void> {
  const key = { organizationId, sessionId, documentId, sectionId }
  const known = carriedHashes.length < mostHashes ? { push: hash } : [...carriedHashes.slice(-mostHashes / 2), hash]
  await tx.interviewQuestion.update({ where: { organizationId_sessionId_documentId_sectionId: key }, data: { carriedHashes: known } })
  const [person = null] = await peopleOf(tx, [author])
  const entity = { type: 'customer_document', id: documentId } as const
  await record(tx, { organizationId, person }, { action: 'section.carried', entity, customerId, sectionId })
}

async function dueIn(tx: Tx, { organizationId, sessionId }: { organizationId: string; sessionId: string }): Promise<Carriage[]> {
  const places = await tx.interviewQuestion.findMany({ where: { organizationId, sessionId, document: { archivedAt: null } } })
  const answered = answeredAt(places)
  const targets = places.filter((place) => answered.get(place.position) !== place)
  if (targets.length === 0) return []
  const documentIds = [...new Set(places.map(({ documentId }) => documentId))]
  const sections = await tx.sectionProjection.findMany({ where: { organizationId, documentId: { in: documentIds } } })
  const sectionAt = ({ documentId, sectionId }: InterviewQuestion): SectionProjection | undefined =>
    sections.find((section) => section.documentId === documentId && section.sectionId === sectionId)
  const due: Carriage[] = []
  for (const target of targets) {
    const source = answered.get(target.position)
    const [from, to] = [source && sectionAt(source), sectionAt(target)]
    const answer = from?.isFilled ? answerIn(from.content) : null
    if (!from?.filledById || !answer || !to || to.lockedAt) continue
    const [hash, there] = [contentHash(answer), contentHash(answerIn(to.content))]
    if (there === hash || (to.isFilled && !target.carriedHashes.includes(there))) continue
    const room = await roomOf(tx, { organizationId, id: target.documentId })
    due.push({ room, target, answer, hash, author: from.filledById })
  }
  return due
}
