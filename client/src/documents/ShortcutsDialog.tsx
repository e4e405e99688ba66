import { Modal } from '@mantine/core'
import { useFocusReturn } from '../ui/focusReturn.ts'
import classes from './ShortcutsDialog.module.css'

type Shortcut = { keys: readonly string[]; does: string }

/** On a Mac the command key does what Control does elsewhere. */
const control = /Mac|iPhone|iPad/.test(navigator.userAgent) ? '⌘' : 'Ctrl'

const groups: readonly { title: string; shortcuts: readonly Shortcut[] }[] = [
  {
    title: 'Anywhere',
    shortcuts: [
      { keys: ['?'], does: 'This list' },
      { keys: ['Esc'], does: 'Leave the text; stop following somebody' },
      { keys: [control, 'Alt', 'M'], does: 'Comment on what is selected' },
      { keys: [control, 'Z'], does: 'Undo' },
      { keys: [control, 'Shift', 'Z'], does: 'Redo' },
    ],
  },
  {
    title: 'Text',
    shortcuts: [
      { keys: [control, 'B'], does: 'Bold' },
      { keys: [control, 'I'], does: 'Italic' },
      { keys: [control, 'Shift', '8'], does: 'Bulleted list' },
      { keys: [control, 'Shift', '7'], does: 'Numbered list' },
    ],
  },
  {
    title: 'Tables',
    shortcuts: [
      { keys: ['Arrow keys'], does: 'Walk the cells' },
      { keys: ['F2'], does: 'Write in the cell' },
      { keys: ['Enter'], does: 'Next row' },
      { keys: ['Alt', 'Enter'], does: 'New line in the cell' },
      { keys: [control, 'Enter'], does: 'Add a row below' },
      { keys: ['Alt', '↑ ↓'], does: 'Move the row' },
      { keys: [control, 'Backspace'], does: 'Remove the row' },
    ],
  },
  {
    title: 'Lists',
    shortcuts: [
      { keys: ['Enter'], does: 'New item' },
      { keys: ['Alt', '↑ ↓'], does: 'Move the item' },
      { keys: ['Backspace'], does: 'Remove an empty item' },
    ],
  },
]

/** The keys that do something in a document. Mount it to open it. */
export function ShortcutsDialog({ onClose }: { onClose: () => void }) {
  useFocusReturn()
  return (
    <Modal opened onClose={onClose} title="Keyboard shortcuts">
      <div className={classes.groups}>
        {groups.map(({ title, shortcuts }) => (
          <section key={title} aria-label={title}>
            <h3 className={classes.title}>{title}</h3>
            <dl className={classes.list}>
              {shortcuts.map(({ keys, does }) => (
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
          </section>
        ))}
      </div>
    </Modal>
  )
}
