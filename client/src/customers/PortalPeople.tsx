import { presenceColor } from '@certloom/shared/collab/presence'
import { roleNames } from '@certloom/shared/roles'
import { Button, Table, VisuallyHidden } from '@mantine/core'
import { useMutation, useSuspenseQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useMe } from '../accounts/useMe.ts'
import { q } from '../api/client.ts'
import { announce } from '../app/announcer.ts'
import type { Member } from '../members/member.ts'
import people from '../members/people.module.css'
import { RemoveDialog } from '../members/RemoveDialog.tsx'
import { RoleSelect } from '../members/RoleSelect.tsx'
import { useMayManage } from '../members/rights.ts'
import { PersonAvatar } from '../ui/PersonAvatar.tsx'
import { ProblemAlert } from '../ui/ProblemAlert.tsx'
import table from '../ui/table.module.css'
import classes from './Portal.module.css'

type Props = { customerId: string; companyName: string; isOpen: boolean }

/** The people of a customer who have an account, those who left last. */
export function PortalPeople({ customerId, companyName, isOpen }: Props) {
  const { data } = useSuspenseQuery(q.members.list.queryOptions({ input: { customer_id: customerId, limit: 200 } }))
  const [leaving, setLeaving] = useState<Member | null>(null)
  const sorted = data.data.toSorted((a, b) => Number(b.is_active) - Number(a.is_active))
  return (
    <div className={`${table.frame} ${classes.people}`}>
      <Table>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Person</Table.Th>
            <Table.Th>Role</Table.Th>
            <Table.Th>
              <VisuallyHidden>Actions</VisuallyHidden>
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {sorted.map((person) => (
            <PersonRow key={person.user_id} person={person} customerId={customerId} isOpen={isOpen} onRemove={() => setLeaving(person)} />
          ))}
        </Table.Tbody>
      </Table>
      {leaving !== null && <RemoveDialog member={leaving} from={companyName} onClose={() => setLeaving(null)} />}
    </div>
  )
}

type RowProps = { person: Member; customerId: string; isOpen: boolean; onRemove: () => void }

function PersonRow({ person, customerId, isOpen, onRemove }: RowProps) {
  const { user } = useMe()
  const mayManage = useMayManage()(person) && person.is_active
  const reset = useMutation(
    q.customers.resetPortalPassword.mutationOptions({
      onSuccess: () => announce(`${person.name} is signed out and gets a link to set a new password`),
    }),
  )
  return (
    <Table.Tr>
      <Table.Td>
        <div className={people.person}>
          <PersonAvatar person={{ name: person.name, color: presenceColor(person.color) }} decorative />
          <div className={people.words}>
            <span className={person.is_active ? people.name : classes.gone}>
              {person.name}
              {person.user_id === user.id && ' (you)'}
              {!person.is_active && ' (left)'}
            </span>
            <span className={table.sub}>{person.email}</span>
          </div>
        </div>
        <ProblemAlert error={reset.error} />
      </Table.Td>
      <Table.Td>{mayManage ? <RoleSelect member={person} /> : roleNames[person.role]}</Table.Td>
      <Table.Td className={table.end}>
        {mayManage && (
          <div className={classes.actions}>
            <Button
              size="xs"
              variant="default"
              disabled={!isOpen || reset.isSuccess}
              loading={reset.isPending}
              aria-label={`${reset.isSuccess ? 'Link mailed to' : 'Reset password of'} ${person.name}`}
              onClick={() => reset.mutate({ customer_id: customerId, email: person.email })}
            >
              {reset.isSuccess ? 'Link mailed' : 'Reset password'}
            </Button>
            <Button size="xs" variant="subtle" color="missing" aria-label={`Remove ${person.name}`} onClick={onRemove}>
              Remove
            </Button>
          </div>
        )}
      </Table.Td>
    </Table.Tr>
  )
}
