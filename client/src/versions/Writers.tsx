import type { SectionContributor } from '@certloom/shared/documents/contract'
import { usePeople } from '../members/queries.ts'
import { PersonAvatar } from '../ui/PersonAvatar.tsx'
import { When } from '../ui/When.tsx'
import classes from './Writers.module.css'

/** Who wrote in a section, and when they last did. */
export function Writers({ contributors, of }: { contributors: readonly SectionContributor[]; of: string }) {
  const personOf = usePeople()
  if (contributors.length === 0) return <p className={classes.nobody}>Nobody has written here yet</p>
  return (
    <ul className={classes.writers} aria-label={`Who wrote in ${of}`}>
      {contributors.map(({ id, name, last_edited_at }) => (
        <li key={id} className={classes.writer}>
          <PersonAvatar person={{ name, color: personOf(id)?.color }} size="sm" decorative />
          <span>{name}</span>{' '}
          <span className={classes.when}>
            <When at={last_edited_at} />
          </span>
        </li>
      ))}
    </ul>
  )
}
