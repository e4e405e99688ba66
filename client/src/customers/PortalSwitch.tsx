import { Switch } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useCan } from '../accounts/useMe.ts'
import { q } from '../api/client.ts'
import { announce } from '../app/announcer.ts'
import { ProblemAlert } from '../ui/ProblemAlert.tsx'
import classes from './Portal.module.css'

type Props = { customer: { id: string; portal_enabled: boolean; is_self: boolean }; action: ReactNode }

/** Whether a customer's people may sign in at all, for those who may decide it, and what else can be done with all of them. */
export function PortalSwitch({ customer, action }: Props) {
  const queryClient = useQueryClient()
  const mayChange = useCan()('customer.write', customer.id)
  const change = useMutation(
    q.customers.update.mutationOptions({
      onSuccess: async ({ portal_enabled }) => {
        await queryClient.invalidateQueries({ queryKey: q.customers.key() })
        announce(portal_enabled ? 'The portal is open' : 'The portal is closed and its people are signed out')
      },
    }),
  )
  return (
    <div className={classes.bar}>
      {mayChange && !customer.is_self && (
        <Switch
          checked={change.isPending ? change.variables.portal_enabled === true : customer.portal_enabled}
          disabled={change.isPending}
          onChange={(event) => change.mutate({ customer_id: customer.id, portal_enabled: event.currentTarget.checked })}
          label="People of this customer may sign in"
          description={
            customer.portal_enabled
              ? 'Turning it off signs them out at once. Nothing of theirs is lost.'
              : 'While it is off, nobody of them can sign in or be invited.'
          }
        />
      )}
      {action}
      <ProblemAlert error={change.error} />
    </div>
  )
}
