import { control, type Shortcut } from '../readiness/ChecklistShortcuts.tsx'

/** The keys that do something in the story. */
export const storyKeys: readonly Shortcut[] = [
  { keys: ['1', '2', '3', '4'], does: 'Choose an answer' },
  { keys: ['Enter'], does: 'Decide; then go on' },
  { keys: ['Esc'], does: 'Choose nothing' },
  { keys: ['j', 'k'], does: 'Next, before' },
  { keys: [control, 'Z'], does: 'Undo' },
  { keys: ['?'], does: 'This list' },
]
