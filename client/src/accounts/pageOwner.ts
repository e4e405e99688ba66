import { onBehalfOf, onBehalfOfHeader } from '@certloom/shared/accounts/onBehalfOf'
import type { Owner } from '../collab/device.ts'
import { createStore, type Store } from '../collab/store.ts'

let owner: Owner | null = null
const why = createStore<string | null>(null)
const backListeners = new Set<() => void>()

/** Why the server does nothing more that this page asks for: the session is somebody else's by now, or in another organization. Null while it is not. */
export const replaced: Pick<Store<string | null>, 'get' | 'subscribe'> = why

export const markReplaced = (detail: string): void => why.set(detail)

/** What every request of this page says, so that nothing it asks for is done in another name. */
export const ownHeaders = (): Record<string, string> => (owner ? { [onBehalfOfHeader]: onBehalfOf(owner) } : {})

/**
 * Says who is signed in. A page stays with the first it is told of: what they left in memory, open documents above all, must not be found by the next.
 * @returns whether the page is theirs; if it is not, only a full load makes it so
 */
export function ownPage(person: Owner): boolean {
  owner ??= person
  return owner.userId === person.userId && owner.organizationId === person.organizationId
}

/** The page's person is signed in, perhaps again. */
export function goOn(): void {
  why.set(null)
  for (const listener of [...backListeners]) listener()
}

/** Calls `listener` whenever the server has said that the page's person is signed in; returns a function that ends it. */
export function onGoOn(listener: () => void): () => void {
  backListeners.add(listener)
  return () => backListeners.delete(listener)
}
