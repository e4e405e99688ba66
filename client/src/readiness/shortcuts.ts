import { control, type ShortcutGroup } from '../ui/ShortcutsDialog.tsx'

/** The keys that do something in a checklist. */
export const shortcuts: readonly ShortcutGroup[] = [
  {
    title: 'Anywhere',
    shortcuts: [
      { keys: ['/'], does: 'Search' },
      { keys: [control, 'Z'], does: 'Undo' },
      { keys: ['?'], does: 'This list' },
    ],
  },
  {
    title: 'Rows',
    shortcuts: [
      { keys: ['j', 'k'], does: 'Next row, row before' },
      { keys: ['← →'], does: 'Walk the cells of the row' },
      { keys: ['Enter'], does: 'Open the row' },
      { keys: ['Esc'], does: 'Close it; select nothing' },
      { keys: ['x'], does: 'Select the row' },
      { keys: [control, 'A'], does: 'Select all that are shown' },
    ],
  },
  {
    title: 'In the row',
    shortcuts: [
      { keys: ['1', '2', '3', '4'], does: 'Ready, partial, missing, not applicable' },
      { keys: ['o'], does: 'Owner' },
      { keys: ['d'], does: 'Due date' },
      { keys: ['n'], does: 'Justification' },
    ],
  },
]
