import { Tooltip } from '@mantine/core'
import type { CSSProperties } from 'react'
import classes from './PersonAvatar.module.css'

/** Somebody's name and presence colour (`#rrggbb`); without a colour, somebody we know no more about. */
type ShownPerson = { name: string; color?: string | undefined }

type Size = 'sm' | 'md'

/** One letter where space is tight, first and last name's letters otherwise. */
function initialsOf(name: string, size: Size): string {
  const words = name.trim().split(/\s+/)
  const letters = [words[0], size === 'md' && words.length > 1 ? words.at(-1) : undefined].map((word) => [...(word ?? '')][0] ?? '')
  return letters.join('').toLocaleUpperCase() || '?'
}

type Colored = CSSProperties & { '--person-color'?: string }

const colorOf = (color: string | undefined): Colored => (color === undefined ? {} : { '--person-color': color })

/** A person as a round mark in their colour. `decorative` where the name stands beside it anyway. */
export function PersonAvatar({ person, size = 'md', decorative = false }: { person: ShownPerson; size?: Size; decorative?: boolean }) {
  const initials = <span aria-hidden>{initialsOf(person.name, size)}</span>
  if (decorative) {
    return (
      <span className={classes.avatar} data-size={size} style={colorOf(person.color)} aria-hidden>
        {initials}
      </span>
    )
  }
  return (
    <Tooltip label={person.name}>
      <span className={classes.avatar} data-size={size} style={colorOf(person.color)} role="img" aria-label={person.name}>
        {initials}
      </span>
    </Tooltip>
  )
}

/** Several people, overlapping; those who find no place are counted and named in the last mark. */
export function AvatarStack({
  people,
  size = 'md',
  max = 5,
}: {
  people: readonly (ShownPerson & { id: string })[]
  size?: Size
  max?: number
}) {
  const shown = people.length > max ? people.slice(0, max - 1) : people
  const rest = people.slice(shown.length)
  const restNames = rest.map((person) => person.name).join(', ')
  return (
    <ul className={classes.stack} data-size={size}>
      {shown.map((person) => (
        <li key={person.id}>
          <PersonAvatar person={person} size={size} />
        </li>
      ))}
      {rest.length > 0 && (
        <li>
          <Tooltip label={restNames}>
            <span className={classes.avatar} data-size={size} role="img" aria-label={`and ${restNames}`}>
              <span aria-hidden>+{rest.length}</span>
            </span>
          </Tooltip>
        </li>
      )}
    </ul>
  )
}
