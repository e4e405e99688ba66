import { dayAfter, expiresSoonDays, validityOn } from '@certloom/shared/evidence/validity'
import { newId } from '@certloom/shared/ids'
import { record } from '../audit/record.ts'
import type { Services } from '../context.ts'
import { dayOf, today } from '../db/days.ts'
import type { Evidence } from '../db/generated/client.ts'
import { listOrganizations } from '../db/identity.ts'
import type { Tx } from '../db/prisma.ts'
import { withTenant } from '../db/tenant.ts'
import { findPlace } from '../members/places.ts'
import { tellEnding } from './notices.ts'
import { renewalTasksOf } from './renew.ts'

const atOnce = 50

type Parts = Pick<Services, 'config' | 'db' | 'mailer'>

/**
 * Notes evidence that ends soon or has ended: marks it, makes one task to renew it, and tells whoever gave it. What is noted stays noted, so
 * this may run at any time, several times, and in several processes at once.
 * @param day the day it is, YYYY-MM-DD
 */
export async function noteExpiry(parts: Parts, day = today()): Promise<void> {
  for (const organizationId of await listOrganizations(parts.db)) {
    let noted: number
    do {
      noted = await withTenant(parts.db, { organizationId }, async (tx) => {
        const ending = await holdEnding(tx, organizationId, day)
        for (const evidence of ending) await note(tx, parts, evidence, day)
        return ending.length
      })
      if (noted > 0) parts.mailer.nudge()
    } while (noted === atOnce)
  }
}

/** What another process holds is being noted there. */
async function holdEnding(tx: Tx, organizationId: string, day: string): Promise<Evidence[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    select e.id from evidence e join customer c on c.organization_id = e.organization_id and c.id = e.customer_id and c.archived_at is null
     where e.organization_id = ${organizationId}::uuid and e.archived_at is null and e.status <> 'rejected' and e.expiry_noted <> 'expired'
       and e.valid_until <= ${dayAfter(day, expiresSoonDays)}::date and (e.valid_until < ${day}::date or e.expiry_noted = 'none')
     order by e.valid_until, e.id limit ${atOnce} for update of e skip locked`
  return tx.evidence.findMany({ where: { id: { in: rows.map(({ id }) => id) } }, orderBy: { id: 'asc' } })
}

async function note(tx: Tx, { config }: Parts, evidence: Evidence, day: string): Promise<void> {
  const { organizationId, customerId, id, title } = evidence
  const lastDay = dayOf(evidence.validUntil) ?? day
  const state = validityOn(lastDay, day) === 'expired' ? 'expired' : 'expiring'
  await tx.evidence.update({ where: { organizationId_id: { organizationId, id } }, data: { expiryNoted: state }, select: { id: true } })
  await record(
    tx,
    { organizationId, person: null },
    {
      action: state === 'expired' ? 'evidence.expired' : 'evidence.expiring',
      entity: { type: 'evidence', id },
      customerId,
      after: { title, valid_until: lastDay },
    },
  )
  const ownerId = await findOwner(tx, evidence)
  if ((await renewalTasksOf(tx, id)).length === 0) await makeRenewalTask(tx, evidence, { lastDay, ownerId })
  await tellEnding(tx, config, evidence, { state, day: lastDay, ownerId })
}

/** Whoever gave it, while they still work for this customer. */
async function findOwner(tx: Tx, { organizationId, customerId, createdById }: Evidence): Promise<string | null> {
  const place = await findPlace(tx, organizationId, createdById)
  return place && (place.customerId === null || place.customerId === customerId) ? createdById : null
}

/** A task of the customer: it counts in no plan, whose progress is about the first certificate. */
async function makeRenewalTask(
  tx: Tx,
  { organizationId, customerId, id: renewsEvidenceId, title, createdById }: Evidence,
  { lastDay, ownerId }: { lastDay: string; ownerId: string | null },
): Promise<void> {
  const task = {
    id: newId(),
    organizationId,
    customerId,
    renewsEvidenceId,
    scope: 'customer',
    type: 'evidence_required',
    title: `Renew evidence: ${title}`,
    priority: 'high',
    requiresEvidence: true,
    evidenceDescription: `What takes the place of “${title}”, which is valid until ${lastDay}.`,
    isGenerated: true,
    assigneeId: ownerId,
    dueDate: new Date(lastDay),
    createdById,
  } as const
  await tx.task.create({ data: task, select: { id: true } })
  await record(
    tx,
    { organizationId, person: null },
    {
      action: 'task.created',
      entity: { type: 'task', id: task.id },
      customerId,
      after: { title: task.title, task_scope: task.scope },
    },
  )
}
