import { domainAim, domainHasBadge, nextOpenCard } from '@certloom/shared/story/progress'
import { Button } from '@mantine/core'
import { IconShare } from '@tabler/icons-react'
import { Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useCan } from '../accounts/useMe.ts'
import { percentWords } from '../readiness/percentWords.ts'
import { ShareDialog } from '../shares/ShareDialog.tsx'
import { ChapterBadge } from './ChapterBadge.tsx'
import { Credits } from './Credits.tsx'
import { useOpenStory } from './openStory.ts'
import { PeopleAt } from './PeopleAt.tsx'
import { SceneFrame } from './SceneFrame.tsx'
import classes from './Scenes.module.css'
import { StoryRing } from './StoryRing.tsx'
import type { SceneProps } from './sceneProps.ts'

function headingFor(open: number, overall: number | null): string {
  if (open > 0) return open === 1 ? 'One scene is still open' : `${open} scenes are still open`
  return overall !== null && overall >= domainAim ? 'The story is told, and it ends well' : 'The story is told. Now the work has a list'
}

function Badges() {
  const { story, progress } = useOpenStory()
  return (
    <ul className={classes.badges}>
      {story.chapters.map(({ key, title, badge }) => {
        const isEarned = progress.get(key)?.hasBadge === true
        return (
          <li key={key} className={classes.badge} data-earned={isEarned || undefined}>
            <ChapterBadge chapter={key} isEarned={isEarned} size="lg" />
            <span className={classes.badgeName}>{badge}</span>
            <span className={classes.badgeSub}>{isEarned ? title : `${title}, not yet`}</span>
          </li>
        )
      })}
    </ul>
  )
}

function Domains() {
  const { score, titleOf } = useOpenStory()
  return (
    <ul className={classes.domains}>
      {score.domains
        .filter(({ inOverall }) => inOverall)
        .map(({ code, percentage, ready, partial, missing }) => {
          const isEarned = domainHasBadge(percentage)
          return (
            <li key={code} className={classes.domain} data-earned={isEarned || undefined}>
              <StoryRing percentage={percentage} />
              <span>
                <strong>
                  {code} {titleOf(code)}
                </strong>
                <span className={`${classes.quiet} ${classes.choiceWords}`}>
                  {percentWords(percentage)}: {ready} ready, {partial} partial, {missing} missing or unanswered
                  {isEarned && `. The aim of ${domainAim} % is reached`}
                </span>
              </span>
            </li>
          )
        })}
    </ul>
  )
}

/** The end of the story: how ready the customer is, every badge, and where the work goes on. */
export function EndScene(scene: SceneProps) {
  const { project, story, progress, score, statusOf, places, go } = useOpenStory()
  const can = useCan()
  const navigate = useNavigate()
  const [isSharing, setIsSharing] = useState(false)
  const settled = [...progress.values()].reduce((sum, { settledCards }) => sum + settledCards, 0)
  const open = story.chapters.reduce((sum, { cards }) => sum + cards.length, 0) - settled
  const card = nextOpenCard(story, statusOf)
  const next = places.find((place) => place.is === 'card' && place.card === card)
  const link = { params: { projectId: project.id } }
  return (
    <SceneFrame
      {...scene}
      eyebrow={
        <>
          <span>The result</span>
          <PeopleAt place={scene.place} />
        </>
      }
      heading={headingFor(open, score.overall)}
      action={
        next
          ? { label: 'Go on with the story', onClick: () => go(next) }
          : { label: 'Open the roadmap', onClick: () => void navigate({ to: '/readiness/$projectId/roadmap', ...link }) }
      }
    >
      <div className={classes.hero}>
        <StoryRing percentage={score.overall} size="lg" />
        <div className={classes.heroWords}>
          <span className={classes.heroNumber}>{percentWords(score.overall)} ready</span>
          <span className={classes.quiet}>
            {settled} scenes answered. The clauses of the standard stand at {percentWords(score.beside)} and are answered in the list
          </span>
        </div>
      </div>
      <div className={classes.next}>
        <Button variant="default" renderRoot={(props) => <Link to="/readiness/$projectId/roadmap" {...link} {...props} />}>
          Roadmap
        </Button>
        {can('link.create', project.customer_id) && (
          <Button variant="default" leftSection={<IconShare className={classes.icon} aria-hidden />} onClick={() => setIsSharing(true)}>
            Share the result
          </Button>
        )}
        <Button variant="default" renderRoot={(props) => <Link to="/readiness/$projectId/audit" {...link} {...props} />}>
          Audit view
        </Button>
      </div>
      <h3 className={classes.subheading}>Badges</h3>
      <Badges />
      <h3 className={classes.subheading}>Domains</h3>
      <Domains />
      <Credits />
      {isSharing && <ShareDialog project={project} onClose={() => setIsSharing(false)} />}
    </SceneFrame>
  )
}
