import type { Play } from '@certloom/shared/collab/storyPlays'
import type { StoryCard } from '@certloom/shared/story/contract'
import { useChecklistHost } from '../readiness/host.ts'
import { When } from '../ui/When.tsx'
import classes from './CardRows.module.css'
import { useOpenStory } from './openStory.ts'
import { RowLine } from './RowLine.tsx'

/** How the rows of a scene stand, and who decided; what somebody said in the list counts just the same. */
export function CardOutcome({ card, decided }: { card: StoryCard; decided: readonly Play[] }) {
  const { canWrite, nameOf } = useChecklistHost()
  const { rows } = useOpenStory()
  const shown = card.requirement_ids.flatMap((id) => rows.get(id) ?? [])
  const isOpen = shown.every(({ live }) => live.values.status === null)
  const last = decided.at(-1)
  if (isOpen && last === undefined)
    return (
      <p className={classes.hint}>
        {canWrite ? 'Choose what comes closest. You see what it sets before you decide.' : 'Nobody has decided this yet.'}
      </p>
    )
  return (
    <section className={classes.panel} aria-label="How these rows stand">
      <h3 className={classes.heading}>
        {last ? (
          <>
            {decided.length > 1 ? `${decided.length} people decided, last ${nameOf(last.userId)}` : `${nameOf(last.userId)} decided`}{' '}
            <When at={last.at} />
          </>
        ) : (
          'Answered in the list'
        )}
      </h3>
      <ul className={classes.rows}>
        {shown.map((row) => (
          <RowLine key={row.id} row={row} />
        ))}
      </ul>
    </section>
  )
}
