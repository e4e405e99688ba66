import type { Play } from '@certloom/shared/collab/storyPlays'
import type { StoryCard } from '@certloom/shared/story/contract'
import { useChecklistHost } from '../readiness/host.ts'
import type { GridRow } from '../readiness/view.ts'
import { When } from '../ui/When.tsx'
import { namesOf } from '../versions/versionWords.ts'
import classes from './CardRows.module.css'
import { useOpenStory } from './openStory.ts'
import { RowLine } from './RowLine.tsx'

/** Whose view of these rows, said in the list, stands beside what was decided here. */
const disputersOf = (rows: readonly GridRow[], decided: readonly Play[]): string[] => {
  const claimants = new Set(rows.flatMap(({ live }) => live.claims.map(({ userId }) => userId)))
  return [...claimants].filter((id) => !decided.some(({ userId }) => userId === id))
}

/** How the rows of a scene stand, and who decided; what somebody said in the list counts just the same. */
export function CardOutcome({ card, decided }: { card: StoryCard; decided: readonly Play[] }) {
  const { canWrite, nameOf } = useChecklistHost()
  const { rows } = useOpenStory()
  const shown = card.requirement_ids.flatMap((id) => rows.get(id) ?? [])
  const isOpen = shown.every(({ live }) => live.values.status === null)
  const last = decided.at(-1)
  const disputers = disputersOf(shown, decided)
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
            {disputers.length > 0 && `, ${namesOf(disputers.map((id) => ({ name: nameOf(id) })))} said otherwise in the list`}
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
