import { useSuspenseQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useCan, useMe } from '../accounts/useMe.ts'
import { q } from '../api/client.ts'
import { PageFrame } from '../app/PageFrame.tsx'
import classes from './CustomerFrame.module.css'
import { CustomerMenu } from './CustomerMenu.tsx'
import { CustomerViews } from './CustomerViews.tsx'

/** What the views of one customer share: the title, what can be done with the whole of it, and the ways between them. */
export function CustomerFrame({ customerId, action, children }: { customerId: string; action?: ReactNode; children: ReactNode }) {
  const { data: customer } = useSuspenseQuery(q.customers.get.queryOptions({ input: { customer_id: customerId } }))
  const isStaff = useMe().customer === null
  const mayChange = useCan()('customer.write', customerId)
  return (
    <PageFrame
      title={customer.company_name}
      crumbs={isStaff ? [{ label: 'Customers', link: { to: '/customers' } }] : []}
      action={
        <div className={classes.actions}>
          {action}
          {mayChange && <CustomerMenu customer={customer} />}
        </div>
      }
    >
      <CustomerViews customerId={customerId} />
      {children}
    </PageFrame>
  )
}
