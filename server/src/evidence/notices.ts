import { can } from '@certloom/shared/permissions'
import { organizationRoles } from '@certloom/shared/roles'
import type { SignedInCtx } from '../accounts/session.ts'
import { byRequester, type RecordedBy } from '../audit/record.ts'
import type { Config } from '../config.ts'
import type { Evidence } from '../db/generated/client.ts'
import type { Tx } from '../db/prisma.ts'
import { type Notice, notify } from '../notifications/notify.ts'

type Told = Pick<Notice, 'kind' | 'occasion'> & { facts?: Record<string, string> }

async function tell(
  tx: Tx,
  { config, by }: { config: Pick<Config, 'publicUrl' | 'port'>; by: RecordedBy },
  { id, customerId, title }: Evidence,
  { kind, occasion, facts }: Told,
  userIds: readonly string[],
): Promise<void> {
  const { companyName } = await tx.customer.findFirstOrThrow({ where: { id: customerId }, select: { companyName: true } })
  const notice = {
    kind,
    occasion,
    entity: { type: 'evidence', id },
    customerId,
    facts: { title, customer: companyName, ...facts },
  } as const
  await notify(tx, config, by, notice, userIds)
}

const asked = (ctx: SignedInCtx) => ({ config: ctx.config, by: byRequester(ctx) })

/**
 * Tells those who review that evidence waits for them.
 * @param accepted what it was before somebody changed it, if it waits again; null for what was just given
 */
export async function tellWaiting(
  tx: Tx,
  ctx: SignedInCtx,
  evidence: Evidence,
  accepted: Pick<Evidence, 'reviewedAt'> | null,
): Promise<void> {
  const occasion = `evidence.waiting:${evidence.id}`
  const told: Told = accepted
    ? { kind: 'evidence_waiting', occasion: `${occasion}:${accepted.reviewedAt?.getTime()}`, facts: { again: 'yes' } }
    : { kind: 'evidence_waiting', occasion }
  await tell(tx, asked(ctx), evidence, told, await reviewersOf(tx, evidence.organizationId))
}

/** Tells whoever gave evidence what was decided about it, with the reason of a rejection. Each decision is told. */
export async function tellVerdict(tx: Tx, ctx: SignedInCtx, evidence: Evidence): Promise<void> {
  const { id, status, reviewedAt, rejectionReason, createdById } = evidence
  const occasion = `evidence.${status}:${id}:${reviewedAt?.getTime()}`
  const told: Told =
    status === 'accepted'
      ? { kind: 'evidence_accepted', occasion }
      : { kind: 'evidence_rejected', occasion, facts: { reason: rejectionReason ?? '' } }
  await tell(tx, asked(ctx), evidence, told, [createdById])
}

/** Tells whoever gave evidence that it ends or has ended; where they are gone, those who review. */
export async function tellEnding(
  tx: Tx,
  config: Pick<Config, 'publicUrl' | 'port'>,
  evidence: Evidence,
  { state, day, ownerId }: { state: 'expiring' | 'expired'; day: string; ownerId: string | null },
): Promise<void> {
  const by = { organizationId: evidence.organizationId, person: null }
  const told: Told = { kind: 'evidence_expiring', occasion: `evidence.${state}:${evidence.id}:${day}`, facts: { state, day } }
  await tell(tx, { config, by }, evidence, told, ownerId === null ? await reviewersOf(tx, evidence.organizationId) : [ownerId])
}

const reviewingRoles = organizationRoles.filter((role) => can({ kind: 'staff', userId: '', organizationId: '', role }, 'evidence.review'))

async function reviewersOf(tx: Tx, organizationId: string): Promise<string[]> {
  const rows = await tx.organizationMember.findMany({
    where: { organizationId, deactivatedAt: null, role: { in: reviewingRoles } },
    select: { userId: true },
  })
  return rows.map(({ userId }) => userId)
}
