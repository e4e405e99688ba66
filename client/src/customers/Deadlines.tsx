import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { q } from '../api/client.ts'
import { SkeletonRows } from '../ui/PageSkeleton.tsx'
import { ProblemAlert } from '../ui/ProblemAlert.tsx'
import { OnDay } from '../ui/When.tsx'
import classes from './CustomerPage.module.css'
import { OverviewCard } from './OverviewCard.tsx'

const most = 8

/** What is to be done next for a customer. */
export function Deadlines({ customerId }: { customerId: string }) {
  const { data, error } = useQuery(
    q.tasks.list.queryOptions({
      input: { customer_id: customerId, status: ['pending', 'in_progress', 'blocked'], sort: 'due_date', limit: most },
    }),
  )
  const due = data?.data.filter((task) => task.due_date !== null)
  const today = new Date().toISOString().slice(0, 10)
  return (
    <OverviewCard title="Due next">
      {due === undefined && (error === null ? <SkeletonRows rows={4} /> : <ProblemAlert error={error} />)}
      {due?.length === 0 && <p className={classes.quiet}>Nothing that is open has a date.</p>}
      <ul className={classes.deadlines}>
        {due?.map(({ id, title, document_id, document_name, due_date }) => (
          <li key={id} className={classes.deadline}>
            <div className={classes.name}>
              {document_id === null ? (
                title
              ) : (
                <Link to="/documents/$documentId" params={{ documentId: document_id }} className={classes.link}>
                  {title}
                </Link>
              )}
              {document_name !== null && <span className={classes.place}>{document_name}</span>}
            </div>
            {due_date !== null && (
              <span className={due_date < today ? classes.overdue : classes.quiet}>
                <OnDay day={due_date} />
                {due_date < today && ' overdue'}
              </span>
            )}
          </li>
        ))}
      </ul>
    </OverviewCard>
  )
}
