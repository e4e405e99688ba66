import { control, type ShortcutGroup } from '../ui/ShortcutsDialog.tsx'

/** The keys that do something in a document. */
export const shortcuts: readonly ShortcutGroup[] = [
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
