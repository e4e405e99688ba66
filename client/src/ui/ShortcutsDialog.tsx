import { Modal } from '@mantine/core'
import { useFocusReturn } from './focusReturn.ts'
import classes from './ShortcutsDialog.module.css'

type Shortcut = { keys: readonly string[]; does: string }

/** Keys that belong together, named where there is more than one such group. */
export type ShortcutGroup = { title: string; shortcuts: readonly Shortcut[] }

/** On a Mac the command key does what Control does elsewhere. */
export const control = /Mac|iPhone|iPad/.test(navigator.userAgent) ? '⌘' : 'Ctrl'

/** The keys that do something here. Mount it to open it. */
export function ShortcutsDialog({ groups, onClose }: { groups: readonly ShortcutGroup[]; onClose: () => void }) {
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
