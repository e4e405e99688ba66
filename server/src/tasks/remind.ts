import type { Config } from '../config.ts'
import type { Services } from '../context.ts'
import { listOrganizations } from '../db/identity.ts'
import type { Tx } from '../db/prisma.ts'
import { withTenant } from '../db/tenant.ts'
import { notify } from '../notifications/notify.ts'
import { manyInWords } from '../notifications/words.ts'

/** Who is told before a task is due, and how far back what is late is still news, in days. */
const ahead = 3
const back = 30

/** What one person has to do for one customer by one day. */
type DueWork = {
  user_id: string
  customer_id: string
  customer_name: string
  day: string
  is_overdue: boolean
  task_ids: string[]
  titles: string[]
}

/**
 * Tells people of their open tasks that are due within three days, and of those that are overdue: once per customer and day they are due on, so
 * that a plan's deadline is one notice and running this again tells nobody anything. Tasks of plans that are not active are left alone.
 */
export async function remindOfDueTasks(
  { db, config, mailer }: Pick<Services, 'db' | 'config' | 'mailer'>,
  now = new Date(),
): Promise<void> {
  for (const organizationId of await listOrganizations(db)) {
    await withTenant(db, { organizationId }, (tx) => remind(tx, config, organizationId, now))
  }
  mailer.nudge()
}

async function remind(tx: Tx, config: Config, organizationId: string, now: Date): Promise<void> {
  for (const work of await findDue(tx, organizationId, now)) {
    const { customer_id: customerId, day, is_overdue, task_ids, titles, user_id } = work
    const kind = is_overdue ? 'task_overdue' : 'task_due_soon'
    const [only, ...others] = task_ids
    if (only === undefined) continue
    await notify(
      tx,
      config,
      { organizationId, person: null },
      {
        kind,
        occasion: `${kind} ${customerId} ${day}`,
        entity: others.length === 0 ? { type: 'task', id: only } : { type: 'task_list', id: user_id },
        customerId,
        facts: { tasks: manyInWords('task', titles), customer: work.customer_name, day: dayInWords(day) },
      },
      [user_id],
    )
  }
}

const findDue = (tx: Tx, organizationId: string, now: Date): Promise<DueWork[]> => tx.$queryRaw<DueWork[]>`
  select w.user_id, t.customer_id, c.company_name as customer_name, t.due_date::text as day, t.due_date < ${now}::date as is_overdue,
         array_agg(t.id::text order by t.priority desc, t.id) as task_ids, array_agg(t.title order by t.priority desc, t.id) as titles
    from task t
    join customer c on c.organization_id = t.organization_id and c.id = t.customer_id
    left join iso_plan p on p.organization_id = t.organization_id and p.id = t.plan_id
   cross join lateral (select t.assignee_id as user_id where t.assignee_id is not null
                       union all
                       select m.user_id from team_member m where m.organization_id = t.organization_id and m.team_id = t.team_id) w
   where t.organization_id = ${organizationId}::uuid and t.archived_at is null and t.status in ('pending', 'in_progress', 'blocked')
     and t.due_date between ${now}::date - ${back}::int and ${now}::date + ${ahead}::int
     and (p.id is null or p.status = 'active')
   group by w.user_id, t.customer_id, c.company_name, t.due_date
   order by t.due_date`

const dayInWords = (day: string): string =>
  new Date(day).toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' })
