import type { Me } from '@certloom/shared/accounts/contract'
import type { GuestMe } from '@certloom/shared/guests/contract'
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

/** Makes this page the guest's, until it is left. */
export function beGuest(guest: GuestMe): void {
  queryClient.setQueryDefaults(meQuery.queryKey, { staleTime: Number.POSITIVE_INFINITY })
  queryClient.setQueryData(meQuery.queryKey, asReader(guest))
}
