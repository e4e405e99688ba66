import { nextOpenCard } from '@certloom/shared/story/progress'
import { ChapterMap } from './ChapterMap.tsx'
import { CmmcChoice } from './CmmcChoice.tsx'
import { useOpenStory } from './openStory.ts'
import { PeopleAt } from './PeopleAt.tsx'
import { SceneFrame } from './SceneFrame.tsx'
import classes from './Scenes.module.css'
import type { SceneProps } from './sceneProps.ts'

/** Where the story goes on for somebody who comes back, and in which words. */
function useGoingOn(): { label: string; onClick: () => void } | undefined {
  const { story, places, statusOf, score, go } = useOpenStory()
  if (score.answered === 0) return undefined
  const card = nextOpenCard(story, statusOf)
  const target = places.find((place) => (card ? place.is === 'card' && place.card === card : place.is === 'end'))
  const label = target && 'chapter' in target ? `Go on with ${target.chapter.title}` : 'See the result'
  return { label, onClick: () => go(target) }
}

/** What Story Mode is, the one choice to make before, and all chapters with who is in them. */
export function WelcomeScene(scene: SceneProps) {
  const { project, story } = useOpenStory()
  const scenes = story.chapters.reduce((sum, { cards }) => sum + cards.length, 0)
  return (
    <SceneFrame
      {...scene}
      eyebrow={
        <>
          <span>
            {project.iso_standard_name} in {story.chapters.length} chapters
          </span>
          <PeopleAt place={scene.place} />
        </>
      }
      heading={`How ready is ${project.customer_name}?`}
      action={useGoingOn()}
      skip="Teams and people"
    >
      <p className={classes.story}>
        {scenes} short scenes from the life of a company. In each you say how things really are, and the checklist fills itself: you see
        what an answer sets before you decide, and everything can be taken back. Play alone, or share out the chapters and play at once.
      </p>
      <CmmcChoice />
      <h3 className={classes.subheading}>Chapters</h3>
      <ChapterMap />
    </SceneFrame>
  )
}
