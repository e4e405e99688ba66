import type { StoryChapter } from '@certloom/shared/story/contract'
import { isSettled } from '@certloom/shared/story/progress'
import { VisuallyHidden } from '@mantine/core'
import { IconFlag, IconMap, IconUsersGroup } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { ChapterBadge } from './ChapterBadge.tsx'
import { useOpenStory } from './openStory.ts'
import { Faces, PeopleIn } from './PeopleAt.tsx'
import { type Place, sectionOf } from './place.ts'
import classes from './StoryIndex.module.css'

type Props = { place: Place; onGo: (place: Place) => void }

const icon = { className: classes.icon, 'aria-hidden': true }

function Step({
  to,
  current,
  sign,
  children,
  onGo,
}: {
  to: Place['is']
  current: Place
  sign: ReactNode
  children: string
  onGo: Props['onGo']
}) {
  const { places, people } = useOpenStory()
  const target = places.find(({ is }) => is === to)
  if (target === undefined) return null
  const here = people.filter(({ isSelf, sections }) => !isSelf && sections.includes(sectionOf(target)))
  return (
    <button type="button" className={classes.step} aria-current={current.is === to ? 'step' : undefined} onClick={() => onGo(target)}>
      {sign}
      <span className={classes.title}>{children}</span>
      <Faces people={here} doing="Here:" />
    </button>
  )
}

function Chapter({ chapter, place, onGo }: Props & { chapter: StoryChapter }) {
  const { progress, statusOf } = useOpenStory()
  const isHere = 'chapter' in place && place.chapter === chapter
  const own = progress.get(chapter.key)
  return (
    <li>
      <button
        type="button"
        className={classes.step}
        aria-current={isHere && place.is === 'opening' ? 'step' : undefined}
        data-here={isHere || undefined}
        onClick={() => onGo({ is: 'opening', chapter })}
      >
        <ChapterBadge chapter={chapter.key} isEarned={own?.hasBadge === true} />
        <span className={classes.title}>
          {chapter.title}
          <span className={classes.sub}>
            {own?.hasBadge ? chapter.badge : `${own?.settledCards ?? 0} of ${chapter.cards.length} scenes`}
          </span>
        </span>
        <PeopleIn chapter={chapter} />
      </button>
      {isHere && (
        <ol className={classes.scenes} aria-label={`Scenes of ${chapter.title}`}>
          {chapter.cards.map((card, index) => (
            <li key={card.id}>
              <button
                type="button"
                className={classes.scene}
                aria-current={place.is === 'card' && place.card === card ? 'step' : undefined}
                data-settled={isSettled(card, statusOf) || undefined}
                title={card.question}
                onClick={() => onGo({ is: 'card', chapter, card })}
              >
                {index + 1}
                <VisuallyHidden>
                  : {card.question}
                  {isSettled(card, statusOf) && ' (answered)'}
                </VisuallyHidden>
              </button>
            </li>
          ))}
          <li>
            <button
              type="button"
              className={classes.scene}
              aria-current={place.is === 'summary' ? 'step' : undefined}
              title="What is left"
              onClick={() => onGo({ is: 'summary', chapter })}
            >
              <IconFlag {...icon} />
              <VisuallyHidden>What is left of {chapter.title}</VisuallyHidden>
            </button>
          </li>
        </ol>
      )}
    </li>
  )
}

/** The whole story at a glance: its chapters with their badges, how far each is, and who is where. */
export function StoryIndex({ place, onGo }: Props) {
  const { story } = useOpenStory()
  return (
    <nav aria-label="Chapters" className={classes.index}>
      <Step to="welcome" current={place} sign={<IconMap {...icon} />} onGo={onGo}>
        Welcome
      </Step>
      <Step to="people" current={place} sign={<IconUsersGroup {...icon} />} onGo={onGo}>
        Teams and people
      </Step>
      <ol className={classes.list}>
        {story.chapters.map((chapter) => (
          <Chapter key={chapter.key} chapter={chapter} place={place} onGo={onGo} />
        ))}
      </ol>
      <Step to="end" current={place} sign={<IconFlag {...icon} />} onGo={onGo}>
        The result
      </Step>
    </nav>
  )
}
