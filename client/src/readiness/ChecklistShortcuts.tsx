import { Modal } from '@mantine/core'
import classes from '../documents/ShortcutsDialog.module.css'
import { useFocusReturn } from '../ui/focusReturn.ts'

export const control = /Mac|iPhone|iPad/.test(navigator.userAgent) ? '⌘' : 'Ctrl'

export type Shortcut = { keys: readonly string[]; does: string }

const shortcuts: readonly Shortcut[] = [
  { keys: ['1', '2', '3', '4'], does: 'Ready, partial, missing, not applicable' },
  { keys: ['j', 'k'], does: 'Next row, row before' },
  { keys: ['← →'], does: 'Walk the cells of the row' },
  { keys: ['Enter'], does: 'Open the row' },
  { keys: ['Esc'], does: 'Close it; select nothing' },
  { keys: ['x'], does: 'Select the row' },
  { keys: [control, 'A'], does: 'Select all that are shown' },
  { keys: ['o'], does: 'Owner' },
  { keys: ['d'], does: 'Due date' },
  { keys: ['n'], does: 'Justification' },
  { keys: ['/'], does: 'Search' },
  { keys: [control, 'Z'], does: 'Undo' },
  { keys: ['?'], does: 'This list' },
]

/** The keys that do something in the grid, or those given. Mount it to open it. */
export function ChecklistShortcuts({ onClose, keys: shown = shortcuts }: { onClose: () => void; keys?: readonly Shortcut[] }) {
  useFocusReturn()
  return (
    <Modal opened onClose={onClose} title="Keyboard shortcuts">
      <dl className={classes.list}>
        {shown.map(({ keys, does }) => (
          <div key={does} className={classes.row}>
            <dt>{does}</dt>
            <dd className={classes.keys}>
              {keys.map((key) => (
                <kbd key={key} className={classes.key}>
                  {key}
                </kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </Modal>
  )
}
