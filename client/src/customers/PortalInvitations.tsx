import { roleNames } from '@certloom/shared/roles'
import { Button, Table, VisuallyHidden } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type api, q } from '../api/client.ts'
import { announce } from '../app/announcer.ts'
import people from '../members/people.module.css'
import { ProblemAlert } from '../ui/ProblemAlert.tsx'
import table from '../ui/table.module.css'
import { When } from '../ui/When.tsx'
import classes from './Portal.module.css'

type Invitation = Awaited<ReturnType<typeof api.customers.portalCredentials>>['invitations'][number]
type Props = { customerId: string; invitations: readonly Invitation[]; isOpen: boolean }

/** Who was asked to join a customer's portal and has not answered yet. */
export function PortalInvitations({ customerId, invitations, isOpen }: Props) {
  if (invitations.length === 0) return null
  return (
    <section aria-labelledby="portal-invitations" className={people.section}>
      <h2 id="portal-invitations" className={people.heading}>
        Invited
      </h2>
      <div className={`${table.frame} ${classes.people}`}>
        <Table>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>E-mail</Table.Th>
              <Table.Th>Ends</Table.Th>
              <Table.Th>
                <VisuallyHidden>Actions</VisuallyHidden>
              </Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {invitations.map((invitation) => (
              <InvitationRow key={invitation.id} customerId={customerId} invitation={invitation} isOpen={isOpen} />
            ))}
          </Table.Tbody>
        </Table>
      </div>
    </section>
  )
}

function InvitationRow({ customerId, invitation, isOpen }: { customerId: string; invitation: Invitation; isOpen: boolean }) {
  const { email, role, state, expires_at } = invitation
  const { again, revoke } = useInvitation(email)
  return (
    <Table.Tr>
      <Table.Td className={people.words}>
        {email}
        <span className={table.sub}>{roleNames[role]}</span>
        <ProblemAlert error={again.error ?? revoke.error} />
      </Table.Td>
      <Table.Td className={`${table.quiet} ${table.numbers}`}>{state === 'expired' ? 'Expired' : <When at={expires_at} />}</Table.Td>
      <Table.Td className={table.end}>
        <div className={classes.actions}>
          <Button
            size="xs"
            variant="default"
            disabled={!isOpen || revoke.isPending}
            loading={again.isPending}
            aria-label={`Invite again: ${email}`}
            onClick={() => again.mutate({ email, role, customer_id: customerId })}
          >
            Invite again
          </Button>
          <Button
            size="xs"
            variant="subtle"
            loading={revoke.isPending}
            disabled={again.isPending} // it is another invitation by then
            aria-label={`Take back the invitation of ${email}`}
            onClick={() => revoke.mutate({ invitation_id: invitation.id })}
          >
            Take back
          </Button>
        </div>
      </Table.Td>
    </Table.Tr>
  )
}

function useInvitation(email: string) {
  const queryClient = useQueryClient()
  const refresh = () =>
    Promise.all([q.members.key(), q.customers.portalCredentials.key()].map((queryKey) => queryClient.invalidateQueries({ queryKey })))
  const again = useMutation(
    q.members.invite.mutationOptions({
      onSuccess: async () => {
        await refresh()
        announce(`${email} is invited again. The link sent before no longer works.`)
      },
    }),
  )
  const revoke = useMutation(
    q.members.revokeInvitation.mutationOptions({
      onSuccess: async () => {
        await refresh()
        announce(`The invitation of ${email} is taken back`)
      },
    }),
  )
  return { again, revoke }
}
