import { control, type ShortcutGroup } from '../ui/ShortcutsDialog.tsx'

/** The keys that do something in the story. */
export const storyKeys: readonly ShortcutGroup[] = [
  {
    title: 'Anywhere',
    shortcuts: [
      { keys: [control, 'Z'], does: 'Undo' },
      { keys: ['?'], does: 'This list' },
    ],
  },
  {
    title: 'Cards',
    shortcuts: [
      { keys: ['1', '2', '3', '4'], does: 'Choose an answer' },
      { keys: ['Enter'], does: 'Decide; then go on' },
      { keys: ['Esc'], does: 'Choose nothing' },
      { keys: ['j', 'k'], does: 'Next, previous' },
    ],
  },
]
