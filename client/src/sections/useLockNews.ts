import type { SectionLock } from '@certloom/shared/collab/documentDoc'
import { type RefObject, useEffect, useRef } from 'react'
import { useMe } from '../accounts/useMe.ts'
import { announce } from '../app/announcer.ts'
import { isFocusLost } from '../app/pageFocus.ts'

/**
 * Tells whoever is in a section when it is locked or opened again by somebody else. If what had the focus went with it, such as a button that adds a
 * row, the title takes it.
 */
export function useLockNews(lock: SectionLock | undefined, isCurrent: boolean, title: RefObject<HTMLElement | null>): void {
  const { user } = useMe()
  const known = useRef(lock)
  useEffect(() => {
    const before = known.current
    known.current = lock
    const changed = lock ?? before
    if (!isCurrent || changed === undefined || (before === undefined) === (lock === undefined)) return
    if (isFocusLost()) title.current?.focus({ preventScroll: true })
    if (lock === undefined) announce('Unlocked. You can write again.')
    else if (lock.by.id !== user.id) announce(`${lock.by.name} locked this section. You can read it, not write in it.`)
  }, [lock, isCurrent, title, user.id])
}
