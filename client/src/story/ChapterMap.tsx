import type { StoryChapter } from '@certloom/shared/story/contract'
import { percentWords } from '../readiness/percentWords.ts'
import { ChapterBadge } from './ChapterBadge.tsx'
import classes from './ChapterMap.module.css'
import { useOpenStory } from './openStory.ts'
import { PeopleIn } from './PeopleAt.tsx'

function Tile({ chapter }: { chapter: StoryChapter }) {
  const { progress, go } = useOpenStory()
  const own = progress.get(chapter.key)
  return (
    <button type="button" className={classes.tile} onClick={() => go({ is: 'opening', chapter })}>
      <ChapterBadge chapter={chapter.key} isEarned={own?.hasBadge === true} />
      <span className={classes.words}>
        <span className={classes.title}>{chapter.title}</span>
        <span className={classes.sub}>
          {own?.hasBadge
            ? `${chapter.badge} · ${percentWords(own.percentage)}`
            : `${own?.settledCards ?? 0} of ${chapter.cards.length} scenes`}
        </span>
      </span>
      <PeopleIn chapter={chapter} />
    </button>
  )
}

/** All chapters, to be taken in any order. */
export function ChapterMap() {
  const { story } = useOpenStory()
  return (
    <ul className={classes.map}>
      {story.chapters.map((chapter) => (
        <li key={chapter.key}>
          <Tile chapter={chapter} />
        </li>
      ))}
    </ul>
  )
}
