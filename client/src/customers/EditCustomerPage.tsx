import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import { useCan } from '../accounts/useMe.ts'
import { q } from '../api/client.ts'
import { announce } from '../app/announcer.ts'
import { PageFrame } from '../app/PageFrame.tsx'
import { changedFields, isUnchanged } from '../ui/changedFields.ts'
import { CustomerForm } from './CustomerForm.tsx'
import { detailsOf, toSend } from './customerDraft.ts'
import { DetailFields } from './DetailFields.tsx'
import { NoRight } from './NoRight.tsx'
import { PortalFields } from './PortalFields.tsx'

const route = getRouteApi('/app/customers/$customerId/edit')

/** Changes what is known of a customer; what is left as it was is not sent. Its plans and people have views of their own. */
export function EditCustomerPage() {
  const { customerId } = route.useParams()
  const navigate = route.useNavigate()
  const queryClient = useQueryClient()
  const { data: customer } = useSuspenseQuery(q.customers.get.queryOptions({ input: { customer_id: customerId } }))
  const [began] = useState(() => detailsOf(customer))
  const [details, setDetails] = useState(began)
  const goBack = () => void navigate({ to: '/customers/$customerId', params: { customerId } })
  const update = useMutation(
    q.customers.update.mutationOptions({
      onSuccess: async ({ company_name }) => {
        await queryClient.invalidateQueries({ queryKey: q.customers.key() })
        announce(`${company_name} is saved`)
        goBack()
      },
    }),
  )
  if (!useCan()('customer.write', customerId)) return <NoRight title="Details" />
  const change = (changes: Partial<typeof details>) => setDetails((before) => ({ ...before, ...changes }))
  const save = () => {
    const changes = changedFields(toSend(began), toSend(details))
    if (isUnchanged(changes)) goBack()
    else update.mutate({ customer_id: customerId, ...changes })
  }
  return (
    <PageFrame
      title="Details"
      crumbs={[
        { label: 'Customers', link: { to: '/customers' } },
        { label: customer.company_name, link: { to: '/customers/$customerId', params: { customerId } } },
      ]}
    >
      <CustomerForm
        submitLabel="Save"
        pending={update.isPending}
        error={update.error}
        making={`Saving ${details.company_name}…`}
        onSubmit={save}
        onCancel={goBack}
      >
        <DetailFields details={details} error={update.error} onChange={change} customerId={customerId} />
        {!customer.is_self && <PortalFields isOpen={details.portal_enabled} onOpen={change} error={update.error} />}
      </CustomerForm>
    </PageFrame>
  )
}
