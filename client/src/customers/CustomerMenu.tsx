import { ActionIcon, Menu } from '@mantine/core'
import { IconArchive, IconDots, IconPencil } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { q } from '../api/client.ts'
import { problemOf } from '../api/problems.ts'
import { announce } from '../app/announcer.ts'
import classes from './CustomerFrame.module.css'
import { setLastArchived } from './lastArchived.ts'

type Props = { customer: { id: string; company_name: string; is_self: boolean } }

/** What can be done with a whole customer. */
export function CustomerMenu({ customer }: Props) {
  const archive = useArchive(customer)
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon variant="default" aria-label={`More for ${customer.company_name}`} loading={archive.isPending}>
          <IconDots className={classes.icon} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          renderRoot={(props) => <Link {...props} to="/customers/$customerId/edit" params={{ customerId: customer.id }} />}
          leftSection={<IconPencil className={classes.icon} aria-hidden />}
        >
          Edit details
        </Menu.Item>
        {!customer.is_self && (
          <Menu.Item
            leftSection={<IconArchive className={classes.icon} aria-hidden />}
            onClick={() => archive.mutate({ customer_id: customer.id })}
          >
            Archive
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  )
}

/** Archives at once and goes to the list, where it can be undone. */
function useArchive(customer: Props['customer']) {
  const queryClient = useQueryClient()
  const navigate = useNavigate()
  return useMutation(
    q.customers.archive.mutationOptions({
      onSuccess: async () => {
        setLastArchived(customer)
        announce(`${customer.company_name} is archived. It can be undone.`)
        await navigate({ to: '/customers' })
        queryClient.removeQueries({ queryKey: q.customers.get.key({ input: { customer_id: customer.id } }) })
        await queryClient.invalidateQueries()
      },
      onError: (error) => announce(problemOf(error).detail),
    }),
  )
}
