import type { Team } from '@certloom/shared/teams/contract'
import { MultiSelect, TextInput } from '@mantine/core'
import { useMutation, useQueryClient, useSuspenseInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api, q } from '../api/client.ts'
import { issueAt } from '../api/problems.ts'
import { announce } from '../app/announcer.ts'
import { everybody } from '../members/queries.ts'
import { changedFields, isUnchanged } from '../ui/changedFields.ts'
import { FormDialog } from '../ui/FormDialog.tsx'
import { formText } from '../ui/formText.ts'
import { mergeMembers } from './mergeMembers.ts'

const idsOf = (team: Team | null): string[] => team?.members.map(({ id }) => id) ?? []

/** What is to be sent for a team as it is now, from how it was when somebody began to change it. Without members if they stay the same. */
function changesOf(began: Team, now: Team, name: string, chosen: readonly string[]) {
  const members = mergeMembers(idsOf(began), chosen, idsOf(now))
  const isOther = members.join() !== idsOf(now).join()
  return { ...changedFields({ name: began.name }, { name }), ...(isOther && { member_ids: members }) }
}

/** Makes a team, or changes one; what is left as it was stays as others have it. People of other customers cannot be in it. */
export function TeamDialog({ team, customerId, onClose }: { team: Team | null; customerId: string | null; onClose: () => void }) {
  const queryClient = useQueryClient()
  const people = useSuspenseInfiniteQuery(everybody).data.pages.flatMap((page) => page.data)
  const [began] = useState(team)
  const [memberIds, setMemberIds] = useState(() => idsOf(team))
  const save = useMutation({
    mutationFn: (name: string) =>
      team === null
        ? api.teams.create({ name, customer_id: customerId, member_ids: memberIds })
        : api.teams.update({ team_id: team.id, ...changesOf(began ?? team, team, name, memberIds) }),
    onSuccess: async ({ name }) => {
      await queryClient.invalidateQueries({ queryKey: q.teams.key() })
      announce(team === null ? `The team ${name} is made` : `The team ${name} is changed`)
      onClose()
    },
  })
  const submit = (form: HTMLFormElement) => {
    const name = formText(form, 'name').trim()
    if (team !== null && isUnchanged(changesOf(began ?? team, team, name, memberIds))) onClose()
    else save.mutate(name)
  }
  const candidates = people.filter((person) => person.is_active && (person.customer_id === null || person.customer_id === customerId))
  return (
    <FormDialog
      title={team === null ? 'New team' : 'Change the team'}
      submitLabel={team === null ? 'Make the team' : 'Save'}
      pending={save.isPending}
      error={save.error}
      onSubmit={submit}
      onClose={onClose}
    >
      <TextInput
        name="name"
        label="Name"
        defaultValue={began?.name}
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
