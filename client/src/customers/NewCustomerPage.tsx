import { newId } from '@certloom/shared/ids'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useRef, useState } from 'react'
import { useCan } from '../accounts/useMe.ts'
import { q } from '../api/client.ts'
import { announce } from '../app/announcer.ts'
import { PageFrame } from '../app/PageFrame.tsx'
import { useStartInterview } from '../interviews/StartInterview.tsx'
import { CustomerForm } from './CustomerForm.tsx'
import {
  type AssignmentDraft,
  type InvitationDraft,
  invitationsToSend,
  isWithoutTemplates,
  noDetails,
  plansToSend,
  toSend,
} from './customerDraft.ts'
import { DetailFields } from './DetailFields.tsx'
import { FrameworkFields } from './FrameworkFields.tsx'
import { NoRight } from './NoRight.tsx'
import { PortalFields, repeated } from './PortalFields.tsx'
import { setUnstartedInterview } from './unstartedInterview.ts'

const route = getRouteApi('/app/customers/new')

/** Adds a customer with everything it begins with, and goes to its page. Once it is there nothing more is sent from here. */
export function NewCustomerPage() {
  const navigate = route.useNavigate()
  const [details, setDetails] = useState(noDetails)
  const [invitations, setInvitations] = useState<InvitationDraft[]>([{ key: 1, email: '', role: 'manager' }])
  const [assignments, setAssignments] = useState<AssignmentDraft[]>([])
  const interview = useStartInterview()
  const startsInterview = useRef(false)
  const create = useCreate((customerId) => {
    const goToCustomer = () => void navigate({ to: '/customers/$customerId', params: { customerId } })
    if (!startsInterview.current) return goToCustomer()
    const onError = (error: unknown) => {
      setUnstartedInterview({ customerId, error })
      goToCustomer()
    }
    interview.mutate({ customer_id: customerId, session_kind: 'onboarding' }, { onError })
  })
  if (!useCan()('customer.write')) return <NoRight title="New customer" />
  const plans = plansToSend(assignments)
  const save = (thenInterview: boolean) => {
    startsInterview.current = thenInterview
    create.mutate({
      ...toSend(details),
      portal_invitations: details.portal_enabled ? invitationsToSend(invitations) : [],
      iso_standards: plans,
    })
  }
  return (
    <PageFrame title="New customer" crumbs={[{ label: 'Customers', link: { to: '/customers' } }]}>
      <CustomerForm
        submitLabel="Save"
        pending={create.isPending || create.isSuccess}
        error={create.error}
        disabled={repeated(invitations).size > 0 || assignments.some(isWithoutTemplates)}
        making={
          plans.length > 0
            ? `Making ${details.company_name} with ${plans.length === 1 ? 'its plan' : `${plans.length} plans`}, documents and tasks…`
            : `Saving ${details.company_name}…`
        }
        onSubmit={() => save(false)}
        alternative={{ label: 'Save and start interview', onSubmit: () => save(true) }}
        onCancel={() => void navigate({ to: '/customers' })}
      >
        <DetailFields details={details} error={create.error} onChange={(changes) => setDetails((before) => ({ ...before, ...changes }))} />
        <PortalFields
          isOpen={details.portal_enabled}
          onOpen={(changes) => setDetails((before) => ({ ...before, ...changes }))}
          invitations={invitations}
          onInvite={setInvitations}
          error={create.error}
        />
        <FrameworkFields assignments={assignments} onChange={setAssignments} error={create.error} />
      </CustomerForm>
    </PageFrame>
  )
}

/** Sends the same customer under the same id however often it takes: an answer that was lost makes no second one. */
function useCreate(onDone: (customerId: string) => void) {
  const queryClient = useQueryClient()
  const [id] = useState(newId)
  const create = useMutation(
    q.customers.create.mutationOptions({
      onSuccess: async (customer) => {
        await queryClient.invalidateQueries({ queryKey: q.customers.key() })
        announce(`${customer.company_name} is added`)
        onDone(customer.id)
      },
    }),
  )
  type Sent = Parameters<typeof create.mutate>[0]
  return { ...create, mutate: (sent: Sent) => create.mutate({ ...sent, id }) }
}
