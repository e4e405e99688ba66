import { useSuspenseQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useCan, useMe } from '../accounts/useMe.ts'
import { q } from '../api/client.ts'
import { PageFrame } from '../app/PageFrame.tsx'
import classes from './CustomerFrame.module.css'

/** What the views of one customer share: the title, the facts, and the ways between them. */
export function CustomerFrame({ customerId, action, children }: { customerId: string; action?: ReactNode; children: ReactNode }) {
  const { data: customer } = useSuspenseQuery(q.customers.get.queryOptions({ input: { customer_id: customerId } }))
  const isStaff = useMe().customer === null
  const mayReadActivity = useCan()('activity.read', customerId)
  const facts = [customer.is_self ? 'Your own organization' : null, customer.industry, customer.contact_email].filter(
    (fact) => fact !== null,
  )
  return (
    <PageFrame title={customer.company_name} crumbs={isStaff ? [{ label: 'Customers', link: { to: '/customers' } }] : []} action={action}>
      {facts.length > 0 && <p className={classes.facts}>{facts.join(' · ')}</p>}
      <nav aria-label="Views of this customer">
        <ul className={classes.views}>
          <li>
            <Link to="/customers/$customerId" params={{ customerId }} className={classes.view} activeOptions={{ exact: true }}>
              Plans
            </Link>
          </li>
          <li>
            <Link
              to="/customers/$customerId/files"
              params={{ customerId }}
              className={classes.view}
              activeOptions={{ includeSearch: false }}
            >
              Files and evidence
            </Link>
          </li>
          <li>
            <Link to="/customers/$customerId/tasks" params={{ customerId }} className={classes.view}>
              Tasks
            </Link>
          </li>
          {mayReadActivity && (
            <li>
              <Link to="/customers/$customerId/activity" params={{ customerId }} className={classes.view}>
                Activity
              </Link>
            </li>
          )}
        </ul>
      </nav>
      {children}
    </PageFrame>
  )
}
