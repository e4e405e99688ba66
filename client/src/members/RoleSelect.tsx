import { NativeSelect } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useCan } from '../accounts/useMe.ts'
import { q } from '../api/client.ts'
import { problemOf } from '../api/problems.ts'
import { announce } from '../app/announcer.ts'
import classes from './MemberTable.module.css'
import type { Member } from './member.ts'
import { roleChoices, roleNamed } from './roleChoices.ts'

/** Changes a person's role at once; shows the new role while it is being stored and the old one again if it was refused. */
export function RoleSelect({ member }: { member: Member }) {
  const queryClient = useQueryClient()
  const can = useCan()
  const change = useMutation(
    q.members.changeRole.mutationOptions({
      onSuccess: () => announce(`The role of ${member.name} is changed`),
      // What somebody else decided meanwhile is shown too.
      onSettled: () => queryClient.invalidateQueries({ queryKey: q.members.key() }),
    }),
  )
  const choose = (text: string) => {
    const role = roleNamed(text)
    if (role !== undefined) change.mutate({ user_id: member.user_id, role, expected_role: member.role })
  }
  const problem = change.error === null ? null : problemOf(change.error)
  return (
    <NativeSelect
      className={classes.role}
      size="xs"
      aria-label={`Role of ${member.name}`}
      value={change.isPending ? change.variables.role : member.role}
      onChange={(event) => choose(event.currentTarget.value)}
      data={roleChoices(member.customer_id !== null, can('owner.grant'))}
      error={problem && (problem.detail === problem.title ? `${problem.title}. ${problem.next}` : problem.detail)}
    />
  )
}
