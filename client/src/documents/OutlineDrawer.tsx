import { Drawer } from '@mantine/core'
import { type ReactNode, useRef } from 'react'

type Props = {
  isOpen: boolean
  onClose: () => void
  onGo: (section: string) => void
  /** Makes the outline, with what its choice does. */
  children: (onGo: (section: string) => void) => ReactNode
}

/** The outline where it has no column: after a choice the focus goes to the section, not back to the button. */
export function OutlineDrawer({ isOpen, onClose, onGo, children }: Props) {
  const chosen = useRef<string | null>(null)
  const choose = (section: string) => {
    chosen.current = section
    onClose()
  }
  const afterClose = () => {
    if (chosen.current === null) document.querySelector<HTMLElement>('[data-outline-button]')?.focus()
    else onGo(chosen.current)
    chosen.current = null
  }
  return (
    <Drawer
      opened={isOpen}
      onClose={onClose}
      size="xs"
      title="Sections"
      returnFocus={false}
      onExitTransitionEnd={afterClose}
      closeButtonProps={{ 'aria-label': 'Close the sections' }}
    >
      {children(choose)}
    </Drawer>
  )
}
