import type { Deadline } from '@certloom/shared/progress/contract'
import { useQuery } from '@tanstack/react-query'
import { Link, type LinkProps } from '@tanstack/react-router'
import { q } from '../api/client.ts'
import { Loading } from '../ui/Loading.tsx'
import { OnDay } from '../ui/When.tsx'
import classes from './Entries.module.css'
import type { Of } from './of.ts'

const most = 8
const dayMs = 86_400_000

/** What is to be done from today on, the next first. */
export function Deadlines({ of }: { of: Of }) {
  const asked = useQuery(q.progress.deadlines.queryOptions({ input: { ...of, limit: most } }))
  const { data } = asked
  if (data === undefined) return <Loading of={asked} rows={4} />
  if (data.data.length === 0) return <p className={classes.none}>Nothing open is due from today on. What is late is counted above.</p>
  return (
    <ol className={classes.list}>
      {data.data.map((deadline) => (
        <Entry key={`${deadline.kind} ${deadline.id}`} deadline={deadline} showsCustomer={Object.keys(of).length === 0} />
      ))}
    </ol>
  )
}

const kinds: Record<Deadline['kind'], string> = { iso_plan: 'Target of the plan', customer_document: 'Document', task: 'Task' }

function linkOf({ kind, id, plan_id, customer_id }: Deadline): LinkProps {
  if (kind === 'customer_document') return { to: '/documents/$documentId', params: { documentId: id } }
  if (plan_id === null) return { to: '/customers/$customerId/tasks', params: { customerId: customer_id }, search: { task: id } }
  return kind === 'task'
    ? { to: '/plans/$planId/tasks', params: { planId: plan_id }, search: { task: id } }
    : { to: '/plans/$planId', params: { planId: plan_id } }
}

function Entry({ deadline, showsCustomer }: { deadline: Deadline; showsCustomer: boolean }) {
  const { kind, name, open_tasks: tasks } = deadline
  const facts = [showsCustomer && deadline.customer_name, kinds[kind], tasks > 0 && `${tasks} open ${tasks === 1 ? 'task' : 'tasks'}`]
  return (
    <li className={classes.entry}>
      <div className={classes.what}>
        <Link {...linkOf(deadline)} className={classes.name}>
          {name}
        </Link>
        <span className={classes.facts}>{facts.filter(Boolean).join(' · ')}</span>
      </div>
      <span className={classes.when}>
        <OnDay day={deadline.due_date} />
        <span className={classes.facts}>{distanceTo(deadline.due_date)}</span>
      </span>
    </li>
  )
}

const relative = new Intl.RelativeTimeFormat(undefined, { numeric: 'auto' })

/** How far away a day is; days are counted in UTC, as the server counts them. */
function distanceTo(day: string): string {
  const days = Math.round((Date.parse(day) - Date.parse(new Date().toISOString().slice(0, 10))) / dayMs)
  return days < 14 ? relative.format(days, 'day') : relative.format(Math.round(days / 7), 'week')
}
