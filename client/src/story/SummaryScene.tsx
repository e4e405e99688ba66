import type { StoryChapter } from '@certloom/shared/story/contract'
import { gapsOf, nextOpenCard } from '@certloom/shared/story/progress'
import { useChecklistHost } from '../readiness/host.ts'
import { percentWords } from '../readiness/percentWords.ts'
import { EmptyState } from '../ui/EmptyState.tsx'
import rowClasses from './CardRows.module.css'
import { ChapterBadge } from './ChapterBadge.tsx'
import { OwnerButton } from './OwnerButton.tsx'
import { useOpenStory } from './openStory.ts'
import { PeopleAt } from './PeopleAt.tsx'
import { RowLine } from './RowLine.tsx'
import { SceneFrame } from './SceneFrame.tsx'
import classes from './Scenes.module.css'
import { StoryRing } from './StoryRing.tsx'
import type { SceneProps } from './sceneProps.ts'

type Props = SceneProps & { chapter: StoryChapter }

const headingFor = (open: number): string => (open === 1 ? 'One row is still open' : `${open} rows are still open`)

/** A chapter after it was played: its badge, what is not ready yet, and who is to see to that. */
export function SummaryScene({ chapter, ...scene }: Props) {
  const { canWrite } = useChecklistHost()
  const { story, rows, progress, statusOf, places, moves, go } = useOpenStory()
  const own = progress.get(chapter.key)
  const gaps = gapsOf(chapter, statusOf).flatMap((id) => rows.get(id) ?? [])
  const unowned = gaps.filter(({ live }) => live.values.owner === null)
  const card = nextOpenCard(story, statusOf, chapter)
  const open = places.find((place) => place.is === 'card' && place.card === card)
  return (
    <SceneFrame
      {...scene}
      eyebrow={
        <>
          <span>{chapter.title}, how it stands</span>
          <PeopleAt place={scene.place} />
        </>
      }
      heading={own?.hasBadge ? `${chapter.badge}: the chapter is answered` : headingFor((own?.rows ?? 0) - (own?.answered ?? 0))}
      action={open && { label: 'Answer the rest', onClick: () => go(open) }}
      skip={chapter === story.chapters.at(-1) ? 'The result' : 'Next chapter'}
    >
      <div className={classes.hero}>
        <ChapterBadge chapter={chapter.key} isEarned={own?.hasBadge === true} size="lg" />
        <StoryRing percentage={own?.percentage ?? null} size="lg" />
        <div className={classes.heroWords}>
          <span className={classes.heroNumber}>{percentWords(own?.percentage ?? null)} ready</span>
          <span className={classes.quiet}>
            {own?.answered} of {own?.rows} rows answered
          </span>
        </div>
      </div>
      {gaps.length === 0 ? (
        <EmptyState>Nothing is left to do in this chapter.</EmptyState>
      ) : (
        <section aria-labelledby="gaps">
          <div className={classes.line}>
            <h3 id="gaps" className={classes.lineHeading}>
              {gaps.length === 1 ? 'One gap' : `${gaps.length} gaps`}
            </h3>
            {canWrite && unowned.length > 0 && (
              <OwnerButton
                owner={null}
                label={`Owner of ${unowned.length} gaps without one`}
                empty={unowned.length === 1 ? 'Assign the one without an owner' : `Assign the ${unowned.length} without an owner`}
                onChoose={(owner) =>
                  moves.own(
                    unowned.map(({ id }) => id),
                    owner,
                  )
                }
              />
            )}
          </div>
          <div className={classes.gaps}>
            <ul className={rowClasses.rows}>
              {gaps.map((row) => (
                <RowLine key={row.id} row={row} />
              ))}
            </ul>
          </div>
        </section>
      )}
    </SceneFrame>
  )
}
