import { presenceColor } from '@certloom/shared/collab/presence'
import { roleNames } from '@certloom/shared/roles'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useCan, useMe } from '../accounts/useMe.ts'
import { q } from '../api/client.ts'
import { PersonAvatar } from '../ui/PersonAvatar.tsx'
import classes from './CustomerPage.module.css'
import { OverviewCard } from './OverviewCard.tsx'

const most = 6

/** The customer's own people, and whether they can sign in. */
export function CustomerPeopleCard({ customer }: { customer: { id: string; portal_enabled: boolean } }) {
  const isTheirs = useMe().customer !== null
  const mayInvite = useCan()('customer_staff.invite', customer.id)
  const { data } = useQuery(q.members.list.queryOptions({ input: { customer_id: customer.id, limit: 200 } }))
  const people = data?.data.filter((member) => member.is_active && member.customer_id === customer.id) ?? []
  return (
    <OverviewCard
      title={isTheirs ? 'Your people' : 'Their people'}
      more={
        mayInvite && (
          <Link to="/customers/$customerId/people" params={{ customerId: customer.id }}>
            {people.length === 0 ? 'Invite' : 'All people'}
          </Link>
        )
      }
    >
      {!customer.portal_enabled && <p className={classes.quiet}>The portal is closed: nobody of them can sign in.</p>}
      {people.length === 0 && data !== undefined && <p className={classes.quiet}>Nobody has an account yet.</p>}
      <ul className={classes.people}>
        {people.slice(0, most).map((person) => (
          <li key={person.user_id} className={classes.person}>
            <PersonAvatar person={{ name: person.name, color: presenceColor(person.color) }} size="sm" decorative />
            <span className={classes.name}>{person.name}</span>
            <span className={classes.quiet}>{roleNames[person.role]}</span>
          </li>
        ))}
      </ul>
      {people.length > most && <p className={classes.quiet}>and {people.length - most} more</p>}
    </OverviewCard>
  )
}
