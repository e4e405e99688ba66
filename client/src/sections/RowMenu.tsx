import { Menu, VisuallyHidden } from '@mantine/core'
import { IconArrowDown, IconArrowUp, IconDots, IconRowInsertBottom, IconRowInsertTop, IconTrash } from '@tabler/icons-react'
import { type ComponentType, type Ref, useRef, useState } from 'react'
import classes from './RowMenu.module.css'

export type RowAction = 'above' | 'below' | 'up' | 'down' | 'remove'

type Choice = { action: RowAction; label: string; icon: ComponentType<{ className?: string | undefined }> }

const choices: readonly Choice[] = [
  { action: 'above', label: 'Insert above', icon: IconRowInsertTop },
  { action: 'below', label: 'Insert below', icon: IconRowInsertBottom },
  { action: 'up', label: 'Move up', icon: IconArrowUp },
  { action: 'down', label: 'Move down', icon: IconArrowDown },
  { action: 'remove', label: 'Remove', icon: IconTrash },
]

/** The place the menu hangs from, and its name. Takes none of the menu's other attributes, which belong to the button. */
const Anchor = ({ ref, id, label }: { ref?: Ref<HTMLSpanElement>; id?: string; label: string }) => (
  <span ref={ref} id={id} className={classes.anchor} aria-hidden>
    <VisuallyHidden>{label}</VisuallyHidden>
  </span>
)

const takeFocus = (item: HTMLButtonElement | null): void => void setTimeout(() => item?.focus({ preventScroll: true }))

type OpenProps = { label: string; onChoose: (action: RowAction) => void; onClose: () => void }

function OpenMenu({ label, onChoose, onClose }: OpenProps) {
  return (
    <Menu opened onClose={onClose} position="bottom-end" withinPortal hideDetached={false} trapFocus={false} returnFocus={false}>
      <Menu.Target>
        <Anchor label={label} />
      </Menu.Target>
      <Menu.Dropdown onKeyDown={(event) => event.key === 'Tab' && onClose()}>
        {choices.map(({ action, label: name, icon: Icon }, index) => (
          <Menu.Item
            key={action}
            ref={index === 0 ? takeFocus : undefined}
            leftSection={<Icon className={classes.icon} aria-hidden />}
            onClick={() => onChoose(action)}
          >
            {name}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}

type Props = {
  label: string
  /** The place of the button in a row of cells. */
  cell?: number
  tabIndex?: number
  onAction: (action: RowAction) => void
}

/** What can be done with a row or an item; with the mouse it is also where a row is dragged by. The menu itself is made when it opens: there is one button in every row. */
export function RowMenu({ label, cell, tabIndex, onAction }: Props) {
  const button = useRef<HTMLButtonElement>(null)
  const [isOpen, setIsOpen] = useState(false)
  const close = () => {
    setIsOpen(false)
    button.current?.focus({ preventScroll: true })
  }
  const choose = (action: RowAction) => {
    close()
    onAction(action)
  }
  return (
    <span className={classes.menu}>
      <button
        ref={button}
        type="button"
        className={classes.button}
        data-cell={cell}
        tabIndex={tabIndex}
        aria-label={label}
        data-grip
        aria-haspopup="menu"
        aria-expanded={isOpen}
        onClick={() => setIsOpen((wasOpen) => !wasOpen)}
      >
        <IconDots className={classes.icon} aria-hidden />
      </button>
      {isOpen && <OpenMenu label={label} onChoose={choose} onClose={close} />}
    </span>
  )
}
