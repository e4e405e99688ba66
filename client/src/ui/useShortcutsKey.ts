import { useDisclosure } from '@mantine/hooks'
import { useEffect } from 'react'

/** A text that is locked under somebody's hands still gets their keys. */
const isWriting = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.matches('input, textarea, select') || target.closest('[role=textbox], [role=grid], [role=dialog]') !== null)

/** Opens the list of shortcuts with a question mark, unless somebody is writing one. */
export function useShortcutsKey() {
  const [isOpen, { open, close }] = useDisclosure(false)
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== '?' || event.ctrlKey || event.metaKey || event.altKey || isWriting(event.target)) return
      event.preventDefault()
      open()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [open])
  return { isOpen, open, close }
}
