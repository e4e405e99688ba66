import { notificationKinds } from '@certloom/shared/notifications/kinds'
import { Switch, Table } from '@mantine/core'
import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { q } from '../api/client.ts'
import { PageFrame } from '../app/PageFrame.tsx'
import { ProblemAlert } from '../ui/ProblemAlert.tsx'

/** What the reader is told of, and where. Each choice holds at once. */
export function PreferencesPage() {
  const queryClient = useQueryClient()
  const { data: preferences } = useSuspenseQuery(q.notifications.preferences.queryOptions())
  const choose = useMutation(
    q.notifications.setPreference.mutationOptions({
      onSettled: () => queryClient.invalidateQueries({ queryKey: q.notifications.preferences.key() }),
    }),
  )
  const shown = preferences.data.map((row) => (choose.isPending && choose.variables.kind === row.kind ? choose.variables : row))
  return (
    <PageFrame title="Notification settings" crumbs={[{ label: 'Inbox', link: { to: '/inbox', search: { state: 'all' } } }]}>
      {choose.error !== null && <ProblemAlert error={choose.error} />}
      <Table>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>When</Table.Th>
            <Table.Th>Inbox</Table.Th>
            <Table.Th>Mail</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {shown.map(({ kind, inbox, mail }) => {
            const { label } = notificationKinds[kind]
            return (
              <Table.Tr key={kind}>
                <Table.Td>{label}</Table.Td>
                <Table.Td>
                  <Switch
                    aria-label={`In the inbox: ${label}`}
                    checked={inbox}
                    onChange={() => choose.mutate({ kind, inbox: !inbox, mail })}
                  />
                </Table.Td>
                <Table.Td>
                  <Switch
                    aria-label={`By mail: ${label}`}
                    checked={inbox && mail}
                    disabled={!inbox}
                    onChange={() => choose.mutate({ kind, inbox, mail: !mail })}
                  />
                </Table.Td>
              </Table.Tr>
            )
          })}
        </Table.Tbody>
      </Table>
    </PageFrame>
  )
}
