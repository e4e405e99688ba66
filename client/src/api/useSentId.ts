import { newId } from '@certloom/shared/ids'
import { useRef } from 'react'

/** The ids of what a form sends. */
type SentIds = { of: (sent: unknown) => string; forget: () => void }

/**
 * Ids for what a form sends: the same for the same words, so that what is sent again after a lost answer is made once, and another as soon as
 * something differs. `forget` when it arrived and the form goes on: the same words are meant once more then.
 */
export function useSentId(): SentIds {
  const last = useRef<{ sent: string; id: string } | null>(null)
  return {
    of: (sent) => {
      const text = JSON.stringify(sent)
      if (last.current?.sent !== text) last.current = { sent: text, id: newId() }
      return last.current.id
    },
    forget: () => {
      last.current = null
    },
  }
}
