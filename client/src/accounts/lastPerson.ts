import type { Me } from '@certloom/shared/accounts/contract'

const key = 'certloom.person'

/** Whoever was last signed in in this browser, until they sign out: without network it is they who go on. Null if nobody is, or nothing is kept. */
export function lastPerson(): Me | null {
  try {
    return JSON.parse(localStorage.getItem(key) ?? 'null') as Me | null
  } catch {
    return null
  }
}

export function keepPerson(me: Me): void {
  try {
    localStorage.setItem(key, JSON.stringify(me))
  } catch {
    forgetPerson() // a full disk: nobody is better than somebody else
  }
}

export function forgetPerson(): void {
  try {
    localStorage.removeItem(key)
  } catch {
    // this browser keeps nothing for us, so there is nothing to forget
  }
}

/** Calls `listener` when another tab has signed somebody in or out; returns a function that ends it. */
export function onOtherTab(listener: () => void): () => void {
  const heard = ({ key: changed }: StorageEvent) => {
    if (changed === key) listener()
  }
  window.addEventListener('storage', heard)
  return () => window.removeEventListener('storage', heard)
}
