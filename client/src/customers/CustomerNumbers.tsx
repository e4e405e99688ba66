import { useSuspenseQuery } from '@tanstack/react-query'
import { Link, type LinkProps } from '@tanstack/react-router'
import { q } from '../api/client.ts'
import { CompletionBar } from '../ui/CompletionBar.tsx'
import classes from './CustomerPage.module.css'

type Number = { label: string; value: string; rest: string; link: LinkProps; percentage?: number }

const shareOf = (part: number, whole: number): number => (whole === 0 ? 0 : (part / whole) * 100)

/** How far a customer is, in figures that open the lists behind them. */
export function CustomerNumbers({ customerId }: { customerId: string }) {
  const { data: progress } = useSuspenseQuery(q.customers.progress.queryOptions({ input: { customer_id: customerId } }))
  const { active_plans, total_iso_plans, overall_progress_percentage, total_documents, approved_documents } = progress
  const { total_tasks, completed_tasks } = progress
  const params = { customerId }
  const numbers: Number[] = [
    {
      label: 'Progress',
      value: active_plans === 0 ? '–' : `${overall_progress_percentage.toLocaleString()} %`,
      rest: active_plans === 0 ? 'no active plan' : 'over active plans',
      link: { to: '/customers/$customerId/plans', params },
      percentage: overall_progress_percentage,
    },
    {
      label: 'Plans',
      value: String(active_plans),
      rest: `active of ${total_iso_plans}`,
      link: { to: '/customers/$customerId/plans', params },
    },
    {
      label: 'Documents',
      value: String(approved_documents),
      rest: `approved of ${total_documents}`,
      link: { to: '/customers/$customerId/documents', params },
      percentage: shareOf(approved_documents, total_documents),
    },
    {
      label: 'Tasks',
      value: String(completed_tasks),
      rest: `completed of ${total_tasks}`,
      link: { to: '/customers/$customerId/tasks', params },
      percentage: shareOf(completed_tasks, total_tasks),
    },
  ]
  return (
    <ul className={classes.numbers}>
      {numbers.map(({ label, value, rest, link, percentage }) => (
        <li key={label}>
          <Link {...link} className={classes.number}>
            <span className={classes.label}>{label}</span>
            <span className={classes.value}>{value}</span>
            {percentage === undefined ? (
              <span className={classes.rest}>{rest}</span>
            ) : (
              <CompletionBar percentage={percentage} words={rest} />
            )}
          </Link>
        </li>
      ))}
    </ul>
  )
}
