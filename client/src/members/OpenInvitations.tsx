import { roleNames } from '@certloom/shared/roles'
import { Button, Table, VisuallyHidden } from '@mantine/core'
import { useMutation, useQueryClient, useSuspenseInfiniteQuery } from '@tanstack/react-query'
import { type api, q, type RowOf } from '../api/client.ts'
import { announce } from '../app/announcer.ts'
import { ProblemAlert } from '../ui/ProblemAlert.tsx'
import { ShowMore } from '../ui/ShowMore.tsx'
import table from '../ui/table.module.css'
import { When } from '../ui/When.tsx'
import { useWorkplace } from './MemberTable.tsx'
import type { NamedCustomer } from './member.ts'
import people from './people.module.css'
import { invitationsSent } from './queries.ts'

type Invitation = RowOf<typeof api.members.invitations>

/** Invitations nobody has answered yet. */
export function OpenInvitations({ customers }: { customers: readonly NamedCustomer[] }) {
  const list = useSuspenseInfiniteQuery(invitationsSent)
  const open = list.data.pages.flatMap((page) => page.data).filter((invitation) => invitation.state === 'open')
  const workplace = useWorkplace(customers)
  if (open.length === 0 && !list.hasNextPage) return null
  return (
    <section aria-labelledby="open-invitations" className={people.section}>
      <h2 id="open-invitations" className={people.heading}>
        Invited
      </h2>
      <div className={table.frame}>
        <Table>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>E-mail</Table.Th>
              <Table.Th className={table.onlyMedium}>By</Table.Th>
              <Table.Th className={table.onlyMedium}>Ends</Table.Th>
              <Table.Th>
                <VisuallyHidden>Actions</VisuallyHidden>
              </Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {open.map((invitation) => (
              <InvitationRow key={invitation.id} invitation={invitation} workplace={workplace(invitation.customer_id)} />
            ))}
          </Table.Tbody>
        </Table>
      </div>
      <ShowMore list={list} />
    </section>
  )
}

function InvitationRow({ invitation, workplace }: { invitation: Invitation; workplace: string }) {
  const queryClient = useQueryClient()
  const revoke = useMutation(
    q.members.revokeInvitation.mutationOptions({
      onSuccess: async () => {
        await queryClient.invalidateQueries({ queryKey: q.members.key() })
        announce(`The invitation of ${invitation.email} is taken back`)
      },
    }),
  )
  return (
    <Table.Tr>
      <Table.Td className={people.words}>
        {invitation.email}
        <span className={table.sub}>
          {roleNames[invitation.role]} at {workplace}
        </span>
        <ProblemAlert error={revoke.error} />
      </Table.Td>
      <Table.Td className={`${table.quiet} ${table.onlyMedium}`}>{invitation.invited_by}</Table.Td>
      <Table.Td className={`${table.quiet} ${table.numbers} ${table.onlyMedium}`}>
        <When at={invitation.expires_at} />
      </Table.Td>
      <Table.Td className={table.end}>
        <Button
          variant="subtle"
          size="xs"
          loading={revoke.isPending}
          aria-label={`Take back the invitation of ${invitation.email}`}
          onClick={() => revoke.mutate({ invitation_id: invitation.id })}
        >
          Take back
        </Button>
      </Table.Td>
    </Table.Tr>
  )
}
