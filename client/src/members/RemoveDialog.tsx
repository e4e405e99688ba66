import { NativeSelect } from '@mantine/core'
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { q } from '../api/client.ts'
import { announce } from '../app/announcer.ts'
import { teamsOf } from '../teams/queries.ts'
import { FormDialog } from '../ui/FormDialog.tsx'
import type { Member } from './member.ts'
import { PersonPicker } from './PersonPicker.tsx'

const countOf = (count: number, one: string, many: string): string => (count === 1 ? `1 ${one}` : `${count} ${many}`)

/** Teams that may be given work of everywhere the person works: the organization's, and those of the one customer whose staff they are. */
function useTeamsFor(customerId: string | null) {
  const own = useInfiniteQuery(teamsOf(undefined)).data
  const theirs = useInfiniteQuery({ ...teamsOf(customerId ?? undefined), enabled: customerId !== null }).data
  return [own, customerId === null ? undefined : theirs].flatMap((list) => list?.pages.flatMap((page) => page.data) ?? [])
}

/** Asks before taking a person out, because only a new invitation brings them back, and who goes on with what they have not finished. */
export function RemoveDialog({ member, from, onClose }: { member: Member; from: string; onClose: () => void }) {
  const queryClient = useQueryClient()
  const work = useQuery(q.members.openWork.queryOptions({ input: { user_id: member.user_id } }))
  const [successor, setSuccessor] = useState<string | null>(null)
  const [team, setTeam] = useState('')
  const teams = useTeamsFor(member.customer_id)
  const leaves = work.data !== undefined && work.data.tasks + work.data.documents + work.data.plans > 0 ? work.data : null
  const remove = useMutation(
    q.members.remove.mutationOptions({
      onSuccess: async () => {
        await Promise.all(
          [q.members.key(), q.tasks.key(), q.documents.key(), q.plans.key()].map((queryKey) => queryClient.invalidateQueries({ queryKey })),
        )
        announce(`${member.name} is removed`)
        onClose()
      },
    }),
  )
  return (
    <FormDialog
      title={`Remove ${member.name}?`}
      submitLabel={`Remove ${member.name}`}
      danger
      pending={remove.isPending}
      error={remove.error}
      disabled={work.isLoading}
      onSubmit={() =>
        remove.mutate({ user_id: member.user_id, reassign_to: successor ?? undefined, reassign_tasks_to_team: team || undefined })
      }
      onClose={onClose}
    >
      <p>
        {member.name} loses access to {from} at once, also in documents that are open now. What they wrote stays, with their name. Open
        invitations to them and by them are taken back; to come back they need a new one.
      </p>
      {leaves !== null && (
        <PersonPicker
          label="Who goes on with their work"
          description={`${countOf(leaves.tasks, 'open task', 'open tasks')}, responsible for ${countOf(leaves.documents, 'document', 'documents')} and ${countOf(leaves.plans, 'plan', 'plans')}.`}
          value={successor}
          onChange={setSuccessor}
          customerId={member.customer_id ?? undefined}
          except={member.user_id}
          nobody="Nobody for now"
        />
      )}
      {leaves !== null && leaves.tasks > 0 && teams.length > 0 && (
        <NativeSelect
          label="Who takes the tasks"
          value={team}
          onChange={(event) => setTeam(event.currentTarget.value)}
          data={[
            { value: '', label: 'The same person' },
            { group: 'Teams', items: teams.map(({ id, name }) => ({ value: id, label: name })) },
          ]}
        />
      )}
    </FormDialog>
  )
}
