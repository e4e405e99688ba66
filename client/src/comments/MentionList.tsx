import classes from './Composer.module.css'
import type { Named } from './outbox.ts'

type Props = { id: string; people: readonly Named[]; index: number; onChoose: (person: Named) => void }

/** People to name, below the field; the field keeps the focus. */
export function MentionList({ id, people, index, onChoose }: Props) {
  return (
    <div id={id} role="listbox" aria-label="People" className={classes.people}>
      {people.map((person, at) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the field, which keeps the focus
        <div
          key={person.id}
          id={`${id}-${person.id}`}
          role="option"
          tabIndex={-1}
          aria-selected={at === index}
          className={classes.person}
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => onChoose(person)}
        >
          {person.name}
        </div>
      ))}
    </div>
  )
}
