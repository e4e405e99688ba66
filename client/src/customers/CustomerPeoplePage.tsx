import { Button } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useSuspenseQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useCan } from '../accounts/useMe.ts'
import { type api, q } from '../api/client.ts'
import { InviteDialog } from '../members/InviteDialog.tsx'
import { Teams } from '../teams/Teams.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { CustomerFrame } from './CustomerFrame.tsx'
import { PortalInvitations } from './PortalInvitations.tsx'
import { PortalPeople } from './PortalPeople.tsx'
import { PortalSwitch } from './PortalSwitch.tsx'

type Customer = Awaited<ReturnType<typeof api.customers.get>>

const route = getRouteApi('/app/customers/$customerId/people')

/** A customer's own people: who can sign in, who was asked to, and whether they can at all. */
export function CustomerPeoplePage() {
  const { customerId } = route.useParams()
  const mayInvite = useCan()('customer_staff.invite', customerId)
  return (
    <CustomerFrame customerId={customerId}>
      {mayInvite ? (
        <Portal customerId={customerId} />
      ) : (
        <EmptyState>Your role does not open this. Ask an owner or admin for the right.</EmptyState>
      )}
    </CustomerFrame>
  )
}

function Portal({ customerId }: { customerId: string }) {
  const { data: customer } = useSuspenseQuery(q.customers.get.queryOptions({ input: { customer_id: customerId } }))
  return customer.is_self ? <OwnPeople /> : <CustomerPortal customer={customer} />
}

const OwnPeople = () => (
  <EmptyState action={<Button renderRoot={(props) => <Link {...props} to="/people" />}>Go to your people</Button>}>
    This is your own organization: its people work on it as they are, without a portal.
  </EmptyState>
)

function CustomerPortal({ customer }: { customer: Customer }) {
  const customerId = customer.id
  const { data: portal } = useSuspenseQuery(q.customers.portalCredentials.queryOptions({ input: { customer_id: customerId } }))
  const [isInviting, { open, close }] = useDisclosure(false)
  const invite = <Button onClick={open}>Invite people</Button>
  return (
    <>
      <PortalSwitch customer={customer} action={portal.portal_enabled && portal.accounts.length > 0 && invite} />
      {portal.accounts.length === 0 ? (
        <EmptyState action={portal.portal_enabled && invite}>
          {portal.portal_enabled
            ? 'Nobody of this customer has an account yet. They join by a mailed invitation and choose their own password.'
            : 'Nobody of this customer has an account yet. Turn on sign-in to invite people.'}
        </EmptyState>
      ) : (
        <PortalPeople customerId={customerId} companyName={customer.company_name} isOpen={portal.portal_enabled} />
      )}
      <PortalInvitations customerId={customerId} invitations={portal.invitations} isOpen={portal.portal_enabled} />
      <Teams of={customerId} />
      {isInviting && <InviteDialog customers={[customer]} customerId={customerId} onClose={close} />}
    </>
  )
}
