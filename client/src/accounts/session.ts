import type { Me } from '@certloom/shared/accounts/contract'
import { useMutation } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { q } from '../api/client.ts'
import { queryClient } from '../api/queryClient.ts'
import { forgetSettled } from '../collab/device.ts'
import { forgetPerson, keepPerson } from './lastPerson.ts'
import { goOn, ownPage } from './pageOwner.ts'
import { meQuery, ownerOf } from './useMe.ts'

/** An address inside this application, or nothing: a link must not be able to send a person elsewhere after signing in. */
export function ownAddress(address: unknown): string | undefined {
  if (typeof address !== 'string' || !address.startsWith('/')) return undefined
  const url = new URL(address, location.origin)
  return url.origin === location.origin ? url.pathname + url.search + url.hash : undefined
}

/** What happens once a person is in: forget what was loaded before, and go where they wanted to. */
export function useEnter(next = '/'): (me: Me) => Promise<void> {
  const router = useRouter()
  return async (me) => {
    if (!ownPage(ownerOf(me))) return startAfresh(next)
    queryClient.clear()
    queryClient.setQueryData(meQuery.queryKey, me)
    keepPerson(me)
    goOn()
    await router.navigate({ href: next, replace: true })
  }
}

/** A full load leaves nothing of the organization or person before in memory: no cached answer, no open socket. */
const startAfresh = (address: string): void => location.assign(address)

/** The page that comes may have to do without the server, and then goes by whom this device knows. */
function goToOther(me: Me): void {
  keepPerson(me)
  startAfresh('/')
}

export const useSwitchOrganization = () => useMutation(q.accounts.switchOrganization.mutationOptions({ onSuccess: goToOther }))

/** Whoever signs out leaves nothing readable on this device but what the server does not have. */
async function leaveDevice(): Promise<void> {
  forgetPerson()
  const me = queryClient.getQueryData(meQuery.queryKey)
  const organizations = me?.organizations ?? []
  await Promise.all(organizations.map(({ id }) => forgetSettled({ userId: me?.user.id ?? '', organizationId: id }))).catch(reportError)
  startAfresh('/login')
}

export const useSignOut = () => useMutation(q.accounts.logout.mutationOptions({ onSuccess: leaveDevice }))

export const useSignOutEverywhere = () => useMutation(q.accounts.logoutEverywhere.mutationOptions({ onSuccess: leaveDevice }))
