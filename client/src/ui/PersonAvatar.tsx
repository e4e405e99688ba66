import { withoutGuest } from '@certloom/shared/guests/guestName'
import { Tooltip } from '@mantine/core'
import type { CSSProperties } from 'react'
import classes from './PersonAvatar.module.css'

/** Somebody's name and presence colour (`#rrggbb`); without a colour, somebody we know no more about. Who is idle is drawn as an empty ring. */
type ShownPerson = { name: string; color?: string | undefined; isIdle?: boolean }

type Size = 'sm' | 'md'

/** One letter where space is tight, first and last name's letters otherwise. */
export function initialsOf(name: string, size: Size): string {
  const words = withoutGuest(name).trim().split(/\s+/)
  const letters = [words[0], size === 'md' && words.length > 1 ? words.at(-1) : undefined].map((word) => [...(word ?? '')][0] ?? '')
  return letters.join('').toLocaleUpperCase() || '?'
}

type Colored = CSSProperties & { '--person-color'?: string }

const colorOf = (color: string | undefined): Colored => (color === undefined ? {} : { '--person-color': color })

/** A person as a round mark in their colour. `decorative` where the name stands beside it anyway. */
export function PersonAvatar({ person, size = 'md', decorative = false }: { person: ShownPerson; size?: Size; decorative?: boolean }) {
  const initials = <span aria-hidden>{initialsOf(person.name, size)}</span>
  const look = { className: classes.avatar, 'data-size': size, 'data-idle': person.isIdle || undefined, style: colorOf(person.color) }
  if (decorative) {
    return (
      <span {...look} aria-hidden>
        {initials}
      </span>
    )
  }
  const label = person.isIdle ? `${person.name}, idle` : person.name
  return (
    <Tooltip label={label}>
      <span {...look} role="img" aria-label={label}>
        {initials}
      </span>
    </Tooltip>
  )
}
