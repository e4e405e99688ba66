import type { ActivityAction, ActivityEntity } from '@certloom/shared/audit/events'
import { newId } from '@certloom/shared/ids'
import type { Ctx, Person } from '../context.ts'
import { Prisma } from '../db/generated/client.ts'
import type { Tx } from '../db/prisma.ts'

/** Who did it and from where; a person, or the product itself (`null`). */
export type RecordedBy = { organizationId: string; person: Pick<Person, 'id' | 'name' | 'email'> | null } & Partial<
  Pick<Ctx, 'address' | 'userAgent' | 'requestId'>
>

export type RecordedActivity = {
  action: ActivityAction
  entity: { type: ActivityEntity; id: string }
  /** the customer it concerns: that customer's people can see it */
  customerId: string | null
  sectionId?: string
  before?: Prisma.InputJsonValue
  after?: Prisma.InputJsonValue
}

/** Writes rows of the append-only log, in the transaction of the change they tell about. */
export const record = (tx: Tx, by: RecordedBy, ...activities: RecordedActivity[]): Promise<void> =>
  recordAll(
    tx,
    activities.map((activity) => ({ by, activity })),
  )

/** So many rows go into one statement. */
const rowsAtOnce = 1_000

/** The same for what several people did, in its order. Of nothing, it is on record that there was nothing to tell. */
export async function recordAll(tx: Tx, done: readonly { by: RecordedBy; activity: RecordedActivity }[]): Promise<void> {
  for (let start = 0; start === 0 || start < done.length; start += rowsAtOnce)
    await tx.activity.createMany({ data: done.slice(start, start + rowsAtOnce).map(({ by, activity }) => rowOf(by, activity)) })
}

const rowOf = (by: RecordedBy, activity: RecordedActivity): Prisma.ActivityCreateManyInput => ({
  id: newId(),
  organizationId: by.organizationId,
  customerId: activity.customerId,
  actorId: by.person?.id ?? null,
  actorName: by.person?.name ?? 'Certloom',
  actorEmail: by.person?.email ?? '',
  action: activity.action,
  entityType: activity.entity.type,
  entityId: activity.entity.id,
  sectionId: activity.sectionId ?? null,
  before: activity.before ?? Prisma.DbNull,
  after: activity.after ?? Prisma.DbNull,
  address: by.address ?? null,
  userAgent: by.userAgent?.slice(0, 400) ?? null,
  requestId: by.requestId ?? null,
})

/** The author of what a request does. */
export const byRequester = (ctx: Ctx & { signedIn: NonNullable<Ctx['signedIn']> }): RecordedBy => ({
  organizationId: ctx.signedIn.actor.organizationId,
  person: ctx.signedIn.person,
  address: ctx.address,
  userAgent: ctx.userAgent,
  requestId: ctx.requestId,
})

/** The author of what somebody without an account does by a link. */
export const byVisitor = ({ address, userAgent, requestId }: Ctx, organizationId: string): RecordedBy => ({
  organizationId,
  person: null,
  address,
  userAgent,
  requestId,
})
