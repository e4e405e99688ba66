import classes from './Composer.module.css'
import type { Addressed } from './mentions.ts'
import { OfferedName } from './OfferedName.tsx'

type Props = {
  id: string
  people: readonly Addressed[]
  /** those of them who are offered now */
  offers: readonly Addressed[]
  index: number
  onChoose: (person: Addressed) => void
}

/** People to name, below the field; the field keeps the focus. */
export function MentionList({ id, people, offers, index, onChoose }: Props) {
  return (
    <div id={id} role="listbox" aria-label="People" className={classes.people}>
      {offers.map((person, at) => (
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
          <OfferedName person={person} people={people} />
        </div>
      ))}
    </div>
  )
}
