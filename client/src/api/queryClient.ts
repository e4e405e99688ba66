import { QueryCache } from '@tanstack/react-query'
import { problemOf } from './problems.ts'
import { RereadingClient } from './rereadingClient.ts'

const signedOutListeners = new Set<() => void>()

/** Calls `listener` whenever an answer says that nobody is signed in any more. */
export function onSignedOut(listener: () => void): () => void {
  signedOutListeners.add(listener)
  return () => signedOutListeners.delete(listener)
}

/** A refusal stays a refusal; only what may pass by itself is tried again. */
const passing = new Set(['unreachable', 'unavailable', 'internal'])

export const queryClient = new RereadingClient({
  queryCache: new QueryCache({
    onError: (error) => {
      if (problemOf(error).code === 'not_signed_in') for (const listener of signedOutListeners) listener()
    },
  }),
  defaultOptions: {
    queries: { staleTime: 15_000, retry: (failures, error) => failures < 2 && passing.has(problemOf(error).code) },
    // Without a network a command fails and says so, instead of being held back and done at some later time.
    mutations: { networkMode: 'always' },
  },
})
