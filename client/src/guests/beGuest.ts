import type { Me } from '@certloom/shared/accounts/contract'
import type { GuestMe } from '@certloom/shared/guests/contract'
import { ownPage } from '../accounts/pageOwner.ts'
import { meQuery } from '../accounts/useMe.ts'
import { queryClient } from '../api/queryClient.ts'

/** A guest as the page's components know their reader. The role is none of theirs: on a guest's page nobody asks the permission matrix. */
const asReader = ({ user, organization, customer }: GuestMe): Me => ({
  user: { ...user, email: '' },
  organization,
  customer,
  role: 'viewer',
  organizations: [],
})

/** Makes this page the guest's, until it is left. One that was somebody else's is loaded anew. */
export function beGuest(guest: GuestMe): void {
  if (!ownPage({ userId: guest.user.id, organizationId: guest.organization.id })) {
    location.reload()
    return
  }
  queryClient.setQueryDefaults(meQuery.queryKey, { staleTime: Number.POSITIVE_INFINITY })
  queryClient.setQueryData(meQuery.queryKey, asReader(guest))
}
