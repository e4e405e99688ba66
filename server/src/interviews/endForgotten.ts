import { record } from '../audit/record.ts'
import type { Services } from '../context.ts'
import { listOrganizations } from '../db/identity.ts'
import type { Tx } from '../db/prisma.ts'
import { withTenant } from '../db/tenant.ts'
import { sittingEnded } from './elapsed.ts'

/** A sitting in which nobody came and nothing was written for so long is over. */
const forgottenAfterHours = 3

type Forgotten = { id: string; last: Date }

/**
 * Pauses sessions that everybody left without a word, as of when the last of them came or wrote something: their time would go on for days.
 * May run at any time, several times, and in several processes at once.
 */
export async function endForgotten({ db }: Pick<Services, 'db'>): Promise<void> {
  for (const organizationId of await listOrganizations(db)) {
    await withTenant(db, { organizationId }, async (tx) => {
      for (const { id, last } of await findForgotten(tx, organizationId)) await end(tx, organizationId, id, last)
    })
  }
}

/** What another process holds is being ended there. */
const findForgotten = (tx: Tx, organizationId: string): Promise<Forgotten[]> =>
  tx.$queryRaw<Forgotten[]>`
    select s.id, w.last
      from interview_session s
      cross join lateral (
        select greatest(s.running_since, max(a.created_at)) as last
          from activity a
         where a.organization_id = s.organization_id and a.created_at >= s.running_since
           and (a.entity_id = s.id
             or (s.kind = 'onboarding' and a.entity_id = s.customer_id and a.action = 'fact.changed')
             or a.entity_id in (select q.document_id from interview_question q where q.organization_id = s.organization_id and q.session_id = s.id)
             or a.entity_id in (select coalesce(t.document_id, t.project_id) from workshop_topic t
                                 where t.organization_id = s.organization_id and t.session_id = s.id))) w
     where s.organization_id = ${organizationId}::uuid and s.status = 'active' and s.archived_at is null
       and s.running_since < now() - make_interval(hours => ${forgottenAfterHours})
       and w.last < now() - make_interval(hours => ${forgottenAfterHours})
       for update of s skip locked`

async function end(tx: Tx, organizationId: string, id: string, last: Date): Promise<void> {
  const key = { organizationId_id: { organizationId, id } }
  const session = await tx.interviewSession.findUniqueOrThrow({ where: key })
  const ended = sittingEnded(session, last)
  await tx.interviewSession.update({ where: key, data: { status: 'paused', ...ended }, select: { id: true } })
  await record(
    tx,
    { organizationId, person: null },
    {
      action: 'interview.paused',
      entity: { type: 'interview_session', id },
      customerId: session.customerId,
      after: { session_name: session.name, elapsed_seconds: ended.elapsedSeconds, ended_at: last.toISOString() },
    },
  )
}
