import type { Team } from '@certloom/shared/teams/contract'
import { MultiSelect, TextInput } from '@mantine/core'
import { useMutation, useQueryClient, useSuspenseInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api, q } from '../api/client.ts'
import { issueAt } from '../api/problems.ts'
import { announce } from '../app/announcer.ts'
import { everybody } from '../members/queries.ts'
import { FormDialog } from '../ui/FormDialog.tsx'
import { formText } from '../ui/formText.ts'

/** Makes a team, or changes one. People of other customers cannot be in it. */
export function TeamDialog({ team, customerId, onClose }: { team: Team | null; customerId: string | null; onClose: () => void }) {
  const queryClient = useQueryClient()
  const people = useSuspenseInfiniteQuery(everybody).data.pages.flatMap((page) => page.data)
  const [memberIds, setMemberIds] = useState(team?.members.map(({ id }) => id) ?? [])
  const save = useMutation({
    mutationFn: (name: string) =>
      team === null
        ? api.teams.create({ name, customer_id: customerId, member_ids: memberIds })
        : api.teams.update({ team_id: team.id, name, member_ids: memberIds }),
    onSuccess: async ({ name }) => {
      await queryClient.invalidateQueries({ queryKey: q.teams.key() })
      announce(team === null ? `The team ${name} is made` : `The team ${name} is changed`)
      onClose()
    },
  })
  const candidates = people.filter((person) => person.is_active && (person.customer_id === null || person.customer_id === customerId))
  return (
    <FormDialog
      title={team === null ? 'New team' : 'Change the team'}
      submitLabel={team === null ? 'Make the team' : 'Save'}
      pending={save.isPending}
      error={save.error}
      onSubmit={(form) => save.mutate(formText(form, 'name'))}
      onClose={onClose}
    >
      <TextInput
        name="name"
        label="Name"
        defaultValue={team?.name}
        maxLength={80}
        required
        data-autofocus
        error={issueAt(save.error, 'name')}
      />
      <MultiSelect
        label="Members"
        data={candidates.map(({ user_id, name }) => ({ value: user_id, label: name }))}
        value={memberIds}
        onChange={setMemberIds}
        searchable
        nothingFoundMessage="Nobody of this name"
        comboboxProps={{ withinPortal: false }}
      />
    </FormDialog>
  )
}
