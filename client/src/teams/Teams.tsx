import type { Team } from '@certloom/shared/teams/contract'
import { Button, Table, VisuallyHidden } from '@mantine/core'
import { useMutation, useQueryClient, useSuspenseInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useCan, useMe } from '../accounts/useMe.ts'
import { q } from '../api/client.ts'
import { announce } from '../app/announcer.ts'
import { EmptyState } from '../ui/EmptyState.tsx'
import { ProblemAlert } from '../ui/ProblemAlert.tsx'
import { ShowMore } from '../ui/ShowMore.tsx'
import table from '../ui/table.module.css'
import { teamsOf } from './queries.ts'
import { TeamDialog } from './TeamDialog.tsx'
import classes from './Teams.module.css'

/** Teams of a customer; without one the reader's: the organization's, or those of the customer they work for. */
export function Teams({ of }: { of?: string }) {
  const { customer } = useMe()
  const customerId = of ?? customer?.id
  const mayWrite = useCan()('team.write', customerId)
  const list = useSuspenseInfiniteQuery(teamsOf(customerId))
  const teams = list.data.pages.flatMap((page) => page.data)
  const [open, setOpen] = useState<Team | 'new' | null>(null)
  const opened = open === null || open === 'new' ? null : (teams.find(({ id }) => id === open.id) ?? open)
  return (
    <section aria-labelledby="teams" className={classes.section}>
      <div className={classes.head}>
        <h2 id="teams" className={classes.heading}>
          Teams
        </h2>
        {mayWrite && (
          <Button variant="default" size="xs" onClick={() => setOpen('new')}>
            New team
          </Button>
        )}
      </div>
      {teams.length === 0 ? (
        <EmptyState>No teams yet. A team can answer for tasks and controls like a person.</EmptyState>
      ) : (
        <div className={`${table.frame} ${table.blocks}`}>
          <Table>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>Team</Table.Th>
                <Table.Th>Members</Table.Th>
                <Table.Th>
                  <VisuallyHidden>Actions</VisuallyHidden>
                </Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {teams.map((team) => (
                <TeamRow key={team.id} team={team} mayWrite={mayWrite} onChange={() => setOpen(team)} />
              ))}
            </Table.Tbody>
          </Table>
        </div>
      )}
      <ShowMore list={list} />
      {open !== null && <TeamDialog team={opened} customerId={customerId ?? null} onClose={() => setOpen(null)} />}
    </section>
  )
}

function TeamRow({ team, mayWrite, onChange }: { team: Team; mayWrite: boolean; onChange: () => void }) {
  const queryClient = useQueryClient()
  const archive = useMutation(
    q.teams.archive.mutationOptions({
      onSuccess: async () => {
        await queryClient.invalidateQueries({ queryKey: q.teams.key() })
        announce(`The team ${team.name} is archived`)
      },
    }),
  )
  return (
    <Table.Tr>
      <Table.Td>
        {team.name}
        <ProblemAlert error={archive.error} />
      </Table.Td>
      <Table.Td className={table.quiet}>
        {team.members.length === 0 ? 'Nobody yet' : team.members.map(({ name }) => name).join(', ')}
      </Table.Td>
      <Table.Td className={table.end}>
        {mayWrite && (
          <div className={classes.actions}>
            <Button variant="default" size="xs" aria-label={`Change the team ${team.name}`} onClick={onChange}>
              Change
            </Button>
            <Button
              variant="default"
              size="xs"
              aria-label={`Archive the team ${team.name}`}
              loading={archive.isPending}
              onClick={() => archive.mutate({ team_id: team.id })}
            >
              Archive
            </Button>
          </div>
        )}
      </Table.Td>
    </Table.Tr>
  )
}
