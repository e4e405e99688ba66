import { presenceColor } from '@certloom/shared/collab/presence'
import { roleNames } from '@certloom/shared/roles'
import { Button, Table, VisuallyHidden } from '@mantine/core'
import { useState } from 'react'
import { useMe } from '../accounts/useMe.ts'
import { PersonAvatar } from '../ui/PersonAvatar.tsx'
import table from '../ui/table.module.css'
import classes from './MemberTable.module.css'
import type { Member, NamedCustomer } from './member.ts'
import people from './people.module.css'
import { RemoveDialog } from './RemoveDialog.tsx'
import { RoleSelect } from './RoleSelect.tsx'
import { useMayManage } from './rights.ts'

/** Where somebody works: in the organization itself, or at a customer. */
export function useWorkplace(customers: readonly NamedCustomer[]): (customerId: string | null) => string {
  const { organization } = useMe()
  return (customerId) =>
    customerId === null ? organization.name : (customers.find(({ id }) => id === customerId)?.company_name ?? 'A customer')
}

/** People with their roles; roles can be changed and people taken out where the reader may. */
export function MemberTable({ members, customers }: { members: Member[]; customers: readonly NamedCustomer[] }) {
  const [leaving, setLeaving] = useState<Member | null>(null)
  const workplace = useWorkplace(customers)
  const hasActions = members.some(useMayManage())
  return (
    <div className={`${table.frame} ${classes.people}`}>
      <Table>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Person</Table.Th>
            <Table.Th className={table.onlyMedium}>Works for</Table.Th>
            <Table.Th>Role</Table.Th>
            {hasActions && (
              <Table.Th>
                <VisuallyHidden>Actions</VisuallyHidden>
              </Table.Th>
            )}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {members.map((member) => (
            <MemberRow
              key={`${member.user_id} ${member.customer_id}`}
              member={member}
              workplace={workplace(member.customer_id)}
              hasActions={hasActions}
              onRemove={() => setLeaving(member)}
            />
          ))}
        </Table.Tbody>
      </Table>
      {leaving !== null && <RemoveDialog member={leaving} from={workplace(leaving.customer_id)} onClose={() => setLeaving(null)} />}
    </div>
  )
}

type MemberRowProps = { member: Member; workplace: string; hasActions: boolean; onRemove: () => void }

function MemberRow({ member, workplace, hasActions, onRemove }: MemberRowProps) {
  const { user } = useMe()
  const mayManage = useMayManage()(member)
  return (
    <Table.Tr>
      <Table.Td>
        <div className={people.person}>
          <PersonAvatar person={{ name: member.name, color: presenceColor(member.color) }} decorative />
          <div className={people.words}>
            <span className={people.name}>
              {member.name}
              {member.user_id === user.id && <span className={classes.you}> (you)</span>}
            </span>
            <span className={table.sub}>{member.email}</span>
            <span className={`${table.sub} ${classes.workplace}`}>{workplace}</span>
          </div>
        </div>
      </Table.Td>
      <Table.Td className={`${table.quiet} ${table.onlyMedium}`}>{workplace}</Table.Td>
      <Table.Td className={classes.roleCell}>{mayManage ? <RoleSelect member={member} /> : roleNames[member.role]}</Table.Td>
      {hasActions && (
        <Table.Td className={table.end}>
          {mayManage && (
            <Button size="xs" variant="subtle" color="missing" aria-label={`Remove ${member.name}`} onClick={onRemove}>
              Remove
            </Button>
          )}
        </Table.Td>
      )}
    </Table.Tr>
  )
}
