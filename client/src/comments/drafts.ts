import { useState } from 'react'

const prefix = 'certloom-draft:'

/** Words that are typed and not sent, kept for as long as the tab is open: closing the panel or reloading the page loses none. */
export function useDraft(key: string, initial = ''): [string, (text: string) => void] {
  const [text, setText] = useState(() => sessionStorage.getItem(prefix + key) ?? initial)
  return [
    text,
    (next) => {
      setText(next)
      if (next === '') sessionStorage.removeItem(prefix + key)
      else sessionStorage.setItem(prefix + key, next)
    },
  ]
}
