import { NativeSelect } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type KeyboardEvent, useRef, useState } from 'react'
import { useCan } from '../accounts/useMe.ts'
import { q } from '../api/client.ts'
import { problemOf } from '../api/problems.ts'
import { announce } from '../app/announcer.ts'
import classes from './MemberTable.module.css'
import type { Member } from './member.ts'
import { type AnyRole, roleChoices, roleNamed } from './roleChoices.ts'

/**
 * Changes a person's role; shows the new role while it is being stored and the old one again if it was refused. With a pointer a choice counts at once.
 * With keys it counts on Enter or on leaving: in some browsers every arrow key chooses, and nobody is made an owner on the way to another role.
 */
export function RoleSelect({ member }: { member: Member }) {
  const queryClient = useQueryClient()
  const can = useCan()
  const byKeys = useRef(false)
  const [chosen, setChosen] = useState<AnyRole | null>(null)
  const change = useMutation(
    q.members.changeRole.mutationOptions({
      scope: { id: `role of ${member.user_id}` },
      onSuccess: () => announce(`The role of ${member.name} is changed`),
      // What somebody else decided meanwhile is shown too.
      onSettled: () => queryClient.invalidateQueries({ queryKey: q.members.key() }),
    }),
  )
  const shown = change.isPending ? change.variables.role : member.role
  const give = (role: AnyRole | null) => {
    setChosen(null)
    if (role !== null && role !== shown) change.mutate({ user_id: member.user_id, role, expected_role: shown })
  }
  const choose = (text: string) => {
    const role = roleNamed(text) ?? null
    if (byKeys.current) setChosen(role)
    else give(role)
  }
  const onKeyDown = ({ key }: KeyboardEvent) => {
    byKeys.current = true
    if (key === 'Enter' && chosen !== null) give(chosen)
    if (key === 'Escape') setChosen(null)
  }
  const problem = change.error === null ? null : problemOf(change.error)
  return (
    <NativeSelect
      className={classes.role}
      size="xs"
      aria-label={`Role of ${member.name}`}
      value={chosen ?? shown}
      onPointerDown={() => {
        byKeys.current = false
      }}
      onKeyDown={onKeyDown}
      onBlur={() => give(chosen)}
      onChange={(event) => choose(event.currentTarget.value)}
      data={roleChoices(member.customer_id !== null, can('owner.grant'))}
      description={chosen === null ? undefined : 'Enter changes it, Escape does not'}
      error={problem && (problem.detail === problem.title ? `${problem.title}. ${problem.next}` : problem.detail)}
    />
  )
}
