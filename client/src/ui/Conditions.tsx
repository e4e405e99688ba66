import { ActionIcon } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import classes from './Conditions.module.css'

/** The conditions a list is narrowed by. Shows nothing while there are none. */
export function Conditions({ children }: { children: ReactNode }) {
  return (
    <ul className={classes.set} aria-label="Filters that are set">
      {children}
    </ul>
  )
}

/** One condition, with the way to take it away. */
export function Condition({ words, onRemove }: { words: string; onRemove: () => void }) {
  return (
    <li className={classes.condition}>
      {words}
      <ActionIcon size="sm" onClick={onRemove} aria-label={`Take away: ${words}`}>
        <IconX className={classes.icon} aria-hidden />
      </ActionIcon>
    </li>
  )
}
