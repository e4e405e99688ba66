import type { Me } from '@certloom/shared/accounts/contract'
import { type Action, can } from '@certloom/shared/permissions'
import type { Actor } from '@certloom/shared/roles'
import { queryOptions, useSuspenseQuery } from '@tanstack/react-query'
import { useCallback, useMemo } from 'react'
import { answerOrKept } from '../api/answerOrKept.ts'
import { api, q } from '../api/client.ts'
import type { Owner } from '../collab/device.ts'
import { isGuestPage } from '../guests/guestPage.ts'
import { keepPerson, lastPerson } from './lastPerson.ts'
import { goOn, ownPage } from './pageOwner.ts'

/** Whose data a page shows and keeps. */
export const ownerOf = ({ user, organization }: Me): Owner => ({ userId: user.id, organizationId: organization.id })

async function askServer(signal: AbortSignal): Promise<Me> {
  const me = await api.accounts.me(undefined, { signal })
  if (ownPage(ownerOf(me))) {
    keepPerson(me)
    goOn()
  }
  return me
}

/** Who was last signed in in this browser may be somebody else than whom the page was opened for. */
function keptHere(): Me | null {
  const kept = lastPerson()
  return kept && ownPage(ownerOf(kept)) ? kept : null
}

export const meQuery = queryOptions({
  queryKey: q.accounts.me.queryKey(),
  queryFn: ({ signal }): Promise<Me> => answerOrKept(askServer, keptHere, signal),
  networkMode: 'always', // it has an answer without network too
})

/** Who is signed in, where, and as what. Only for pages behind sign-in. */
export const useMe = (): Me => useSuspenseQuery(meQuery).data

/** The person as the permission matrix sees them; null for a role that does not fit where they are. */
function actorOf({ user, organization, customer, role }: Me): Actor | null {
  const place = { userId: user.id, organizationId: organization.id }
  if (customer === null) return role === 'manager' || role === 'contributor' ? null : { kind: 'staff', ...place, role }
  if (role !== 'manager' && role !== 'contributor' && role !== 'viewer') return null
  return { kind: 'customer', ...place, customerId: customer.id, role }
}

/** The reader as the permission matrix sees them; null for a guest, of whom it knows nothing. */
export function useActor(): Actor | null {
  const me = useMe()
  return useMemo(() => (isGuestPage() ? null : actorOf(me)), [me])
}

/** Asks the one permission matrix what the reader may do, so that the page offers nothing the server would refuse. */
export function useCan(): (action: Action, customerId?: string) => boolean {
  const actor = useActor()
  return useCallback((action, customerId) => actor !== null && can(actor, action, customerId), [actor])
}
