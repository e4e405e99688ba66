import { AppError } from '@certloom/shared/errors'
import { canVisit } from '@certloom/shared/permissions'
import { byVisitor, record } from '../audit/record.ts'
import { blankGuestCookie, type PresentGuest } from '../auth/guests.ts'
import type { Ctx } from '../context.ts'
import { withTenant } from '../db/tenant.ts'
import { readWhole, type WholeDocument } from '../documents/service.ts'
import { peopleIn } from '../exports/sections.ts'
import { type AskedQuestions, readQuestions } from '../interviews/questions.ts'
import { findSession, type ShownSession, showSession } from '../interviews/service.ts'
import { type Names, namesOf } from '../members/names.ts'
import { type AnswerList, answersIn } from '../readiness/answers.ts'
import { getProjectIn, getScoreIn, type ProjectWithRoom } from '../readiness/service.ts'
import { fillableSectionsOf } from '../templates/sections.ts'

/** A checklist with its rows; `titles` of its domains by code. */
export type VisitedChecklist = { project: ProjectWithRoom; titles: ReadonlyMap<string, string>; list: AnswerList }

/** A request of a guest. */
export type GuestCtx = Ctx & { guest: PresentGuest }

/** The guest's session, and its questions with how far each is as of what is stored. */
export const visitSession = ({ db, guest: { actor } }: GuestCtx): Promise<{ session: ShownSession; asked: AskedQuestions }> =>
  withTenant(db, actor, async (tx) => {
    const session = await findSession(tx, actor.sessionId)
    return { session: await showSession(tx, session), asked: await readQuestions(tx, session) }
  })

/** A document of the guest's session, whole; throws `not_found` for any other. */
export function visitDocument({ db, guest: { actor } }: GuestCtx, id: string): Promise<WholeDocument> {
  if (!canVisit(actor, { kind: 'document', id })) throw new AppError('not_found')
  return withTenant(db, actor, (tx) => readWhole(tx, id))
}

/** The checklist of the guest's session, with its rows; throws `not_found` for any other, and once it is archived. */
export function visitChecklist({ db, guest: { actor } }: GuestCtx, id: string): Promise<VisitedChecklist> {
  if (!canVisit(actor, { kind: 'checklist', id })) throw new AppError('not_found')
  return withTenant(db, actor, async (tx) => {
    const project = await getProjectIn(tx, id)
    if (project.archivedAt !== null) throw new AppError('not_found')
    const { titles } = await getScoreIn(tx, project)
    return { project, titles, list: await answersIn(tx, { organizationId: actor.organizationId, projectId: id }) }
  })
}
/** Names of those who stand in the tables of the guest's documents, by id. */
export const namedPeople = ({ db, guest: { actor } }: GuestCtx): Promise<Names> =>
  withTenant(db, actor, async (tx) => {
    const documents = await tx.customerDocument.findMany({
      where: { id: { in: [...actor.reach.documents.keys()] } },
      select: {
        templateVersion: { select: { fillableSections: true } },
        sections: { select: { sectionId: true, content: true } },
      },
    })
    const ids = documents.flatMap(({ templateVersion, sections }) =>
      peopleIn(fillableSectionsOf(templateVersion), new Map(sections.map(({ sectionId, content }) => [sectionId, content]))),
    )
    return namesOf(tx, ids)
  })

/** What a guest is told of where they are. */
export const placeOf = ({ db }: Ctx, { actor }: PresentGuest): Promise<{ organizationName: string; customerName: string }> =>
  withTenant(db, actor, async (tx) => {
    const { companyName, organization } = await tx.customer.findUniqueOrThrow({
      where: { organizationId_id: { organizationId: actor.organizationId, id: actor.customerId } },
      select: { companyName: true, organization: { select: { name: true } } },
    })
    return { organizationName: organization.name, customerName: companyName }
  })

/** Ends the guest's stay for good, on record; their open sockets close within the same tick. */
export async function leave(ctx: GuestCtx): Promise<void> {
  const { actor, person, sessionId } = ctx.guest
  await withTenant(ctx.db, actor, async (tx) => {
    await tx.guest.update({ where: { id: person.id }, data: { leftAt: new Date() } })
    const entity = { type: 'guest_link', id: actor.linkId } as const
    await record(tx, { ...byVisitor(ctx, actor.organizationId), person }, { action: 'guest.left', entity, customerId: actor.customerId })
  })
  ctx.live.revoke({ sessionId }, 'signed_out')
  ctx.setCookie(blankGuestCookie(ctx.origin.startsWith('https:')))
}
