import { Button } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useCan } from '../accounts/useMe.ts'
import { q } from '../api/client.ts'
import { announce } from '../app/announcer.ts'
import { ProblemAlert } from '../ui/ProblemAlert.tsx'
import classes from './ArchivedActions.module.css'
import { DeleteCustomerDialog } from './DeleteCustomerDialog.tsx'

type Props = { customer: { id: string; company_name: string } }

/** What can be done with a customer that is archived. */
export function ArchivedActions({ customer }: Props) {
  const queryClient = useQueryClient()
  const mayDelete = useCan()('customer.delete', customer.id)
  const [isDeleting, { open, close }] = useDisclosure(false)
  const bringBack = useMutation(
    q.customers.unarchive.mutationOptions({
      onSuccess: async () => {
        await queryClient.invalidateQueries()
        announce(`${customer.company_name} is back`)
      },
    }),
  )
  return (
    <>
      <div className={classes.actions}>
        <Button
          size="xs"
          variant="default"
          aria-label={`Bring back ${customer.company_name}`}
          loading={bringBack.isPending}
          onClick={() => bringBack.mutate({ customer_id: customer.id })}
        >
          Bring back
        </Button>
        {mayDelete && (
          <Button size="xs" variant="subtle" color="missing" aria-label={`Delete ${customer.company_name}`} onClick={open}>
            Delete
          </Button>
        )}
      </div>
      <ProblemAlert error={bringBack.error} />
      {isDeleting && <DeleteCustomerDialog customer={customer} onClose={close} />}
    </>
  )
}
