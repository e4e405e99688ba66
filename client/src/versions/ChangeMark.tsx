import type { Change } from '@certloom/shared/comparison/contract'
import { IconArrowsSort, IconMinus, IconPencil, IconPlus } from '@tabler/icons-react'
import classes from './Compare.module.css'

const words = { added: 'Added', removed: 'Removed', changed: 'Changed' } as const
const icons = { added: IconPlus, removed: IconMinus, changed: IconPencil } as const

/** What happened to a line, a row or an item, by a shape and a word. */
export function ChangeMark({ change, isMoved = false }: { change: Change; isMoved?: boolean }) {
  const Icon = change === 'same' ? undefined : icons[change]
  return (
    <span className={classes.mark} data-change={change}>
      {Icon && <Icon className={classes.icon} aria-hidden />}
      {change !== 'same' && words[change]}
      {isMoved && <IconArrowsSort className={classes.icon} aria-hidden />}
      {isMoved && (change === 'same' ? 'Moved' : ' and moved')}
    </span>
  )
}

/** Makes a change one to be found with next and previous. */
export const changeProps = { 'data-compared': '', tabIndex: -1 }
