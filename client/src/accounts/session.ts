import type { Me } from '@certloom/shared/accounts/contract'
import { useMutation } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { q } from '../api/client.ts'
import { queryClient } from '../api/queryClient.ts'
import { meQuery } from './useMe.ts'

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
    queryClient.clear()
    queryClient.setQueryData(meQuery.queryKey, me)
    await router.navigate({ href: next, replace: true })
  }
}

/** A full load leaves nothing of the organization or person before in memory: no cached answer, no open socket. */
const startAfresh = (address: string) => location.assign(address)

export const useSwitchOrganization = () => useMutation(q.accounts.switchOrganization.mutationOptions({ onSuccess: () => startAfresh('/') }))

export const useSignOut = () => useMutation(q.accounts.logout.mutationOptions({ onSuccess: () => startAfresh('/login') }))

export const useSignOutEverywhere = () =>
  useMutation(q.accounts.logoutEverywhere.mutationOptions({ onSuccess: () => startAfresh('/login') }))
