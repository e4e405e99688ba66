import { AppError } from '@certloom/shared/errors'
import { newId } from '@certloom/shared/ids'
import type { SignedInCtx } from '../accounts/session.ts'
import { byRequester, type RecordedActivity, record } from '../audit/record.ts'
import { authorize, tenantOf } from '../auth/authorize.ts'
import type { Ctx, SignedIn } from '../context.ts'
import { getCustomerIn } from '../customers/service.ts'
import { Prisma } from '../db/generated/client.ts'
import type { Tx } from '../db/prisma.ts'
import { withTenant } from '../db/tenant.ts'

const withMembers = {
  members: { select: { user: { select: { id: true, name: true } } }, orderBy: { user: { name: 'asc' } } },
} satisfies Prisma.TeamInclude

export type TeamWithMembers = Prisma.TeamGetPayload<{ include: typeof withMembers }>

/** Where a page of teams ended: name, id. */
export type TeamKey = [name: string, id: string]

type TeamChange = { name?: string | undefined; memberIds?: readonly string[] | undefined }

/**
 * Teams by name, one more than `limit` if there are more.
 * @param customerId whose teams; null for the organization's own, which a customer's staff do not see
 */
export function listTeams(
  ctx: Ctx,
  customerId: string | null,
  { limit, after }: { limit: number; after: TeamKey | undefined },
): Promise<TeamWithMembers[]> {
  const signedIn = authorize(ctx, 'people.read', customerId ?? undefined)
  const rest = after && { OR: [{ name: { gt: after[0] } }, { name: after[0], id: { gt: after[1] } }] }
  return withTenant(ctx.db, tenantOf(signedIn), (tx) =>
    tx.team.findMany({
      where: { customerId, archivedAt: null, ...rest },
      orderBy: [{ name: 'asc' }, { id: 'asc' }],
      take: limit + 1,
      include: withMembers,
    }),
  )
}

/**
 * Makes a team of people who may see its customer's work, or the organization's.
 * @throws `not_found` for a customer one may not see, `conflict` if the name is taken, `invalid_input` for people from elsewhere
 */
export function createTeam(
  ctx: Ctx,
  { customerId, name, memberIds }: { customerId: string | null; name: string; memberIds: readonly string[] },
): Promise<TeamWithMembers> {
  const signedIn = authorizeTeam(ctx, customerId)
  const { organizationId } = signedIn.actor
  return withTenant(ctx.db, tenantOf(signedIn), async (tx) => {
    if (customerId !== null) await getCustomerIn(tx, customerId)
    const team = { id: newId(), organizationId, customerId }
    await refusingTakenName(() => tx.team.create({ data: { ...team, name }, select: { id: true } }))
    await setMembers(tx, team, memberIds)
    await record(tx, byRequester({ ...ctx, signedIn }), {
      action: 'team.created',
      entity: { type: 'team', id: team.id },
      customerId,
      after: { name, member_ids: [...memberIds] },
    })
    return tx.team.findUniqueOrThrow({ where: { id: team.id }, include: withMembers })
  })
}

/**
 * Gives a team another name, other members, or both.
 * @throws as `createTeam` does
 */
export function changeTeam(ctx: Ctx, teamId: string, change: TeamChange): Promise<TeamWithMembers> {
  const signedIn = authorize(ctx, 'people.read')
  return withTenant(ctx.db, tenantOf(signedIn), async (tx) => {
    const team = await holdTeam(tx, ctx, teamId)
    if (change.name !== undefined && change.name !== team.name) await rename(tx, team, change.name)
    if (change.memberIds !== undefined) await setMembers(tx, team, change.memberIds, idsOf(team))
    const changed = await tx.team.findUniqueOrThrow({ where: { id: teamId }, include: withMembers })
    await record(tx, byRequester({ ...ctx, signedIn }), {
      action: 'team.changed',
      entity: { type: 'team', id: teamId },
      customerId: team.customerId,
      before: factsOf(team),
      after: factsOf(changed),
    })
    return changed
  })
}

/** Archives a team. What it was assigned keeps its name. */
export function archiveTeam(ctx: Ctx, teamId: string): Promise<void> {
  const signedIn = authorize(ctx, 'people.read')
  return withTenant(ctx.db, tenantOf(signedIn), async (tx) => {
    const team = await holdTeam(tx, ctx, teamId)
    await tx.team.update({ where: { id: teamId }, data: { archivedAt: new Date() }, select: { id: true } })
    await record(tx, byRequester({ ...ctx, signedIn }), {
      action: 'team.archived',
      entity: { type: 'team', id: teamId },
      customerId: team.customerId,
      before: factsOf(team),
    })
  })
}

/** Takes somebody who leaves out of every team, each on record. Whoever comes back is in none until they are added again. */
export async function leaveTeams(tx: Tx, ctx: SignedInCtx, userId: string): Promise<void> {
  const { organizationId } = ctx.signedIn.actor
  const teams = await tx.team.findMany({ where: { members: { some: { userId } } }, include: withMembers })
  if (teams.length === 0) return
  await tx.teamMember.deleteMany({ where: { organizationId, userId } })
  await record(
    tx,
    byRequester(ctx),
    ...teams.map(
      (team): RecordedActivity => ({
        action: 'team.changed',
        entity: { type: 'team', id: team.id },
        customerId: team.customerId,
        before: factsOf(team),
        after: { ...factsOf(team), member_ids: idsOf(team).filter((id) => id !== userId) },
      }),
    ),
  )
}

const idsOf = ({ members }: TeamWithMembers): string[] => members.map(({ user }) => user.id)

const factsOf = (team: TeamWithMembers) => ({ name: team.name, member_ids: idsOf(team) })

/** Customer staff make teams of their own customer; the organization's own teams are for its staff. */
function authorizeTeam(ctx: Ctx, customerId: string | null): SignedIn {
  const signedIn = authorize(ctx, 'team.write', customerId ?? undefined)
  if (customerId === null && signedIn.actor.kind === 'customer') throw new AppError('forbidden')
  return signedIn
}

/** The team, held until the transaction ends; throws `not_found`, or `forbidden` for those who may only see it. */
async function holdTeam(tx: Tx, ctx: Ctx, teamId: string): Promise<TeamWithMembers> {
  await tx.$queryRaw`select 1 from team where id = ${teamId}::uuid for update`
  const team = await tx.team.findFirst({ where: { id: teamId, archivedAt: null }, include: withMembers })
  if (!team) throw new AppError('not_found')
  authorizeTeam(ctx, team.customerId)
  return team
}

const rename = (tx: Tx, { id }: { id: string }, name: string) =>
  refusingTakenName(() => tx.team.update({ where: { id }, data: { name }, select: { id: true } }))

async function refusingTakenName<T>(write: () => Promise<T>): Promise<T> {
  try {
    return await write()
  } catch (error) {
    if (!(error instanceof Prisma.PrismaClientKnownRequestError) || error.code !== 'P2002') throw error
    throw new AppError('conflict', 'There is a team of this name already. Choose another name, or use that team.')
  }
}

/** Only whoever is added must be active: the others were, when they were added. */
async function setMembers(
  tx: Tx,
  { id: teamId, organizationId, customerId }: { id: string; organizationId: string; customerId: string | null },
  memberIds: readonly string[],
  earlierIds: readonly string[] = [],
): Promise<void> {
  const userIds = [...new Set(memberIds)]
  await refuseOutsiders(
    tx,
    customerId,
    userIds.filter((userId) => !earlierIds.includes(userId)),
  )
  await tx.teamMember.deleteMany({ where: { organizationId, teamId, userId: { notIn: userIds } } })
  await tx.teamMember.createMany({ data: userIds.map((userId) => ({ organizationId, customerId, teamId, userId })), skipDuplicates: true })
}

/** Staff may be in any team; a customer's people in those of their customer. */
async function refuseOutsiders(tx: Tx, customerId: string | null, userIds: string[]): Promise<void> {
  const active = { userId: { in: userIds }, deactivatedAt: null }
  const [staff, customerStaff] = [
    await tx.organizationMember.findMany({ where: active, select: { userId: true } }),
    customerId === null ? [] : await tx.customerMember.findMany({ where: { ...active, customerId }, select: { userId: true } }),
  ]
  const known = new Set([...staff, ...customerStaff].map(({ userId }) => userId))
  if (userIds.some((userId) => !known.has(userId)))
    throw new AppError('invalid_input', 'Somebody of these is not active here. Reload the list of people and choose again.')
}
