import { useState } from 'react'
import { useMe } from '../accounts/useMe.ts'
import { asNamed } from './mentions.ts'
import type { Named } from './outbox.ts'

const prefix = 'certloom-draft:'

/**
 * Words that are typed and not sent, kept for as long as the tab is open: closing the panel or reloading the page loses none. They are their writer's:
 * whoever signs in after them in the same tab does not find them.
 */
export function useDraft(name: string, initial = ''): [string, (text: string) => void] {
  const { user, organization } = useMe()
  const key = `${prefix}${user.id}:${organization.id}:${name}`
  const [text, setText] = useState(() => sessionStorage.getItem(key) ?? initial)
  return [
    text,
    (next) => {
      setText(next)
      if (next === '') sessionStorage.removeItem(key)
      else sessionStorage.setItem(key, next)
    },
  ]
}

/** Who was chosen for the words of a draft, whoever was chosen last being the last; kept as long as the words. */
export function useChosen(draft: string, initial: readonly Named[] = []): [readonly Named[], (chosen: readonly Named[]) => void] {
  const [kept, keep] = useDraft(`${draft}:chosen`, writtenDown(initial))
  return [kept === '' ? [] : (JSON.parse(kept) as readonly Named[]), (chosen) => keep(writtenDown(chosen))]
}

const writtenDown = (people: readonly Named[]): string => (people.length === 0 ? '' : JSON.stringify(people.map(asNamed)))
