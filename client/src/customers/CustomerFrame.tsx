import { useSuspenseQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useMe } from '../accounts/useMe.ts'
import { q } from '../api/client.ts'
import { PageFrame } from '../app/PageFrame.tsx'
import classes from './CustomerFrame.module.css'
import { CustomerViews } from './CustomerViews.tsx'

/** What the views of one customer share: the title, the facts, and the ways between them. */
export function CustomerFrame({ customerId, action, children }: { customerId: string; action?: ReactNode; children: ReactNode }) {
  const { data: customer } = useSuspenseQuery(q.customers.get.queryOptions({ input: { customer_id: customerId } }))
  const isStaff = useMe().customer === null
  const facts = [customer.is_self ? 'Your own organization' : null, customer.industry, customer.contact_email].filter(
    (fact) => fact !== null,
  )
  return (
    <PageFrame title={customer.company_name} crumbs={isStaff ? [{ label: 'Customers', link: { to: '/customers' } }] : []} action={action}>
      {facts.length > 0 && <p className={classes.facts}>{facts.join(' · ')}</p>}
      <CustomerViews customerId={customerId} />
      {children}
    </PageFrame>
  )
}
