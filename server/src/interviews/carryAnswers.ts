import type { SignedInCtx } from '../accounts/session.ts'
import { record } from '../audit/record.ts'
import { tenantOf } from '../auth/authorize.ts'
import type { Author, Services } from '../context.ts'
import type { InterviewQuestion, SectionProjection } from '../db/generated/client.ts'
import type { Tx } from '../db/prisma.ts'
import { withTenant } from '../db/tenant.ts'
import { contentHash } from '../documents/canonical.ts'
import { projectSection } from '../documents/projection.ts'
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

/** Stores what is typed in a session's documents and checklist, then fills with it every section that shares a question. */
export async function carryAnswers(ctx: SignedInCtx, sessionId: string): Promise<void> {
  const tenant = tenantOf(ctx.signedIn)
  const rooms = await withTenant(ctx.db, tenant, (tx) => roomsOf(tx, ctx.signedIn.actor.organizationId, sessionId))
  await Promise.all(rooms.map((room) => ctx.live.store(room)))
  const filled = await carry(ctx, { organizationId: ctx.signedIn.actor.organizationId, sessionId, customerId: tenant.customerId })
  await Promise.all(filled.map((room) => ctx.live.store(room)))
}

/** The rooms of what a session asks about, or, as a workshop, goes through. */
async function roomsOf(tx: Tx, organizationId: string, sessionId: string): Promise<string[]> {
  const asked = await tx.interviewQuestion.findMany({
    where: { organizationId, sessionId, document: { archivedAt: null } },
    distinct: ['documentId'],
    select: { documentId: true },
  })
  const topics = await tx.workshopTopic.findMany({
    where: { organizationId, sessionId, OR: [{ document: { archivedAt: null } }, { project: { archivedAt: null } }] },
    select: { documentId: true, projectId: true },
  })
  const entityIds = [
    ...asked.map(({ documentId }) => documentId),
    ...topics.flatMap(({ documentId, projectId }) => documentId ?? projectId ?? []),
  ]
  const live = await tx.liveDocument.findMany({
    where: { organizationId, kind: { in: ['document', 'checklist'] }, entityId: { in: entityIds } },
    orderBy: { epoch: 'desc' },
    distinct: ['entityId'],
    select: { room: true },
  })
  return live.map(({ room }) => room)
}

/**
 * Fills sections that share a question with the answer that was given, under the name of whoever gave it. A section somebody wrote in by
 * themselves, or is writing in, keeps what it says, as does a locked one. Several may run at once, and any may be cut off: an answer is noted
 * before it is written, so that what an earlier one wrote is never taken for somebody's own words.
 * @returns the rooms that were written in
 */
export async function carry(
  parts: Carriers,
  of: { organizationId: string; sessionId: string; customerId?: string | undefined },
): Promise<string[]> {
  const { organizationId } = of
  const due = await withTenant(parts.db, of, (tx) => dueIn(tx, of))
  for (const carriage of due) {
    const { room, target, answer, author } = carriage
    const by: Author = { person: { id: author }, actor: { organizationId } }
    await parts.live.store(room) // what is being written there counts
    const known = await withTenant(parts.db, of, (tx) => noteCarried(tx, carriage))
    if (!known) continue
    await parts.live.edit(room, by, (doc) => {
      const now = projectSection(doc, { id: target.sectionId, type: answer.type, columns: [] })
      if (!isOwn(now, known)) writeAnswer(doc, target.sectionId, answer)
    })
  }
  return due.map(({ room }) => room)
}

/** Does a section have words that no answer brought there? */
const isOwn = ({ isFilled, content }: { isFilled: boolean; content: unknown }, known: readonly string[]): boolean =>
  isFilled && !known.includes(contentHash(answerIn(content)))

/** Notes that an answer is carried; answers all that were to that section, or null if somebody wrote there meanwhile. */
async function noteCarried(tx: Tx, { target, hash, author }: Carriage): Promise<readonly string[] | null> {
  const { organizationId, customerId, sessionId, documentId, sectionId } = target
  const section = await tx.sectionProjection.findUniqueOrThrow({
    where: { organizationId_documentId_sectionId: { organizationId, documentId, sectionId } },
  })
  const before = (await carriedTo(tx, organizationId, [documentId]))(target)
  if (isOwn(section, before)) return null
  const where = { organizationId_sessionId_documentId_sectionId: { organizationId, sessionId, documentId, sectionId } }
  const { carriedHashes } = await tx.interviewQuestion.findUniqueOrThrow({ where })
  const known = carriedHashes.length < mostHashes ? { push: hash } : [...carriedHashes.slice(-mostHashes / 2), hash]
  await tx.interviewQuestion.update({ where, data: { carriedHashes: known } })
  const [person = null] = await peopleOf(tx, [author])
  const entity = { type: 'customer_document', id: documentId } as const
  await record(tx, { organizationId, person }, { action: 'section.carried', entity, customerId, sectionId })
  return [...before, hash]
}

type Place = Pick<InterviewQuestion, 'documentId' | 'sectionId'>

const keyOf = ({ documentId, sectionId }: Place): string => `${documentId} ${sectionId}`

/** What was carried to each section of these documents, in whichever session: to another it is no more somebody's own words. */
async function carriedTo(tx: Tx, organizationId: string, documentIds: string[]): Promise<(place: Place) => readonly string[]> {
  const rows = await tx.interviewQuestion.findMany({
    where: { organizationId, documentId: { in: documentIds }, carriedHashes: { isEmpty: false } },
    select: { documentId: true, sectionId: true, carriedHashes: true },
  })
  const bySection = Map.groupBy(rows, keyOf)
  return (place) => bySection.get(keyOf(place))?.flatMap(({ carriedHashes }) => carriedHashes) ?? []
}

/** Who gave a section the words it says: whoever wrote in it last, or where the log names nobody, whoever filled it. */
async function authorOf(tx: Tx, { organizationId, documentId, sectionId, filledById }: SectionProjection): Promise<string | null> {
  const last = await tx.activity.findFirst({
    where: { organizationId, entityId: documentId, sectionId, action: 'section.edited', actorId: { not: null } },
    orderBy: { id: 'desc' },
    select: { actorId: true },
  })
  return last?.actorId ?? filledById
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
  const carried = await carriedTo(tx, organizationId, documentIds)
  const due: Carriage[] = []
  for (const target of targets) {
    const source = answered.get(target.position)
    const [from, to] = [source && sectionAt(source), sectionAt(target)]
    const answer = from?.isFilled ? answerIn(from.content) : null
    if (!from || !answer || !to || to.lockedAt) continue
    const hash = contentHash(answer)
    if (contentHash(answerIn(to.content)) === hash || isOwn(to, carried(target))) continue
    const author = await authorOf(tx, from)
    if (author === null) continue
    const room = await roomOf(tx, { organizationId, id: target.documentId })
    due.push({ room, target, answer, hash, author })
  }
  return due
}
