import type { StoryCard, StoryChapter } from '@certloom/shared/story/contract'
import { nextOpenCard } from '@certloom/shared/story/progress'
import { SectionMark } from '../ui/StateMark.tsx'
import { ChapterBadge } from './ChapterBadge.tsx'
import { useOpenStory } from './openStory.ts'
import { PeopleAt } from './PeopleAt.tsx'
import { SceneFrame } from './SceneFrame.tsx'
import classes from './Scenes.module.css'
import type { SceneProps } from './sceneProps.ts'

type Props = SceneProps & { chapter: StoryChapter }

function CardLink({ chapter, card }: { chapter: StoryChapter; card: StoryCard }) {
  const { statusOf, go } = useOpenStory()
  const place = { is: 'card', chapter, card } as const
  return (
    <li>
      <button type="button" className={classes.card} onClick={() => go(place)}>
        <span className={classes.cardWords}>{card.question}</span>
        <PeopleAt place={place} />
        <span className={classes.marks}>
          {card.requirement_ids.map((id) => (
            <SectionMark key={id} state={statusOf(id) ?? 'unanswered'} />
          ))}
        </span>
      </button>
    </li>
  )
}

/** A chapter before it is played: what it is about, the badge it is for, its scenes and how each stands. */
export function OpeningScene({ chapter, ...scene }: Props) {
  const { story, places, progress, statusOf, go } = useOpenStory()
  const own = progress.get(chapter.key)
  const card = nextOpenCard(story, statusOf, chapter)
  const target = places.find((place) =>
    card ? place.is === 'card' && place.card === card : place.is === 'summary' && place.chapter === chapter,
  )
  const label = card === undefined ? 'See how it stands' : own?.answered === 0 ? 'Begin the chapter' : 'Go on'
  return (
    <SceneFrame
      {...scene}
      eyebrow={
        <>
          <span>
            Chapter {story.chapters.indexOf(chapter) + 1} of {story.chapters.length}
          </span>
          <PeopleAt place={scene.place} />
        </>
      }
      heading={chapter.title}
      action={{ label, onClick: () => go(target) }}
    >
      <p className={classes.story}>{chapter.intro}</p>
      <div className={classes.hero}>
        <ChapterBadge chapter={chapter.key} isEarned={own?.hasBadge === true} size="lg" />
        <div className={classes.heroWords}>
          <span className={classes.heroNumber}>{chapter.badge}</span>
          <span className={classes.quiet}>
            {own?.hasBadge
              ? 'Badge earned: every row of this chapter is answered'
              : `The badge for answering all ${own?.rows} rows. ${own?.answered} answered so far`}
          </span>
        </div>
      </div>
      <h3 className={classes.subheading}>Scenes</h3>
      <ol className={classes.deck}>
        {chapter.cards.map((one) => (
          <CardLink key={one.id} chapter={chapter} card={one} />
        ))}
      </ol>
    </SceneFrame>
  )
}
