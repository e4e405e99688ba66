import { Link } from '@tanstack/react-router'
import { useCan } from '../accounts/useMe.ts'
import type { api } from '../api/client.ts'
import { OnDay } from '../ui/When.tsx'
import classes from './CustomerPage.module.css'
import { OverviewCard } from './OverviewCard.tsx'

type Customer = Awaited<ReturnType<typeof api.customers.get>>

/** What is known of a customer; what is not is left out. */
export function CustomerFacts({ customer }: { customer: Customer }) {
  const mayChange = useCan()('customer.write', customer.id)
  const { industry, contact_email, document_email, phone, address } = customer
  const facts = Object.entries({
    Industry: industry,
    Contact: contact_email,
    'E-mail for documents': document_email,
    Phone: phone,
    Address: address,
  }).filter((fact): fact is [string, string] => fact[1] !== null)
  return (
    <OverviewCard
      title={customer.is_self ? 'Your own organization' : 'Details'}
      more={
        mayChange && (
          <Link to="/customers/$customerId/edit" params={{ customerId: customer.id }}>
            Edit
          </Link>
        )
      }
    >
      <dl className={classes.facts}>
        {facts.map(([label, value]) => (
          <div key={label} className={classes.fact}>
            <dt>{label}</dt>
            <dd>{value.includes('@') ? <a href={`mailto:${value}`}>{value}</a> : value}</dd>
          </div>
        ))}
        <div className={classes.fact}>
          <dt>Added</dt>
          <dd>
            <OnDay day={customer.created_at.slice(0, 10)} />
          </dd>
        </div>
      </dl>
    </OverviewCard>
  )
}
