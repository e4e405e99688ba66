import type { ReadinessProjectDetail } from '@certloom/shared/readiness/contract'
import type { Score } from '@certloom/shared/readiness/score'
import { hasStory } from '@certloom/shared/story/storyFramework'
import { Popover, UnstyledButton } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { Link } from '@tanstack/react-router'
import { Breadcrumb } from '../app/Breadcrumb.tsx'
import type { PersonHere } from '../collab/people.ts'
import type { Room } from '../collab/room.ts'
import { PeopleHere } from '../rooms/PeopleHere.tsx'
import { SaveStatus } from '../rooms/SaveStatus.tsx'
import type { Follow } from '../rooms/useFollow.ts'
import classes from './ChecklistHeader.module.css'
import { ChecklistMenu } from './ChecklistMenu.tsx'
import { type ChecklistView, ModeSwitch } from './ModeSwitch.tsx'
import { percentWords } from './percentWords.ts'
import { OverallExplained } from './ScoreExplained.tsx'
import { ScoreTrend } from './ScoreTrend.tsx'

/** As in ChecklistHeader.module.css: where there is no room for links to other views. */
const narrow = '(max-width: 60em)'

type Props = {
  project: ReadinessProjectDetail
  view?: ChecklistView
  room: Room
  score: Score
  titleOf: (code: string) => string
  people: readonly PersonHere[]
  places: ReadonlyMap<string, string>
  follow: Follow
  onGo: (person: PersonHere) => void
}

/** Where one is, how ready the checklist is, whether it is saved, and who else is here. */
export function ChecklistHeader({ project, view = 'list', room, score, titleOf, people, places, follow, onGo }: Props) {
  const isNarrow = useMediaQuery(narrow, false, { getInitialValueInEffect: false })
  return (
    <header className={classes.header}>
      <Breadcrumb
        crumbs={[{ label: project.customer_name, link: { to: '/customers/$customerId', params: { customerId: project.customer_id } } }]}
      >
        <h1 className={classes.title} tabIndex={-1}>
          {project.project_name}
        </h1>
      </Breadcrumb>
      <Popover position="bottom-start" shadow="md" withinPortal={false} trapFocus returnFocus>
        <Popover.Target>
          <UnstyledButton className={classes.score} data-view={view}>
            {percentWords(score.overall)} ready
          </UnstyledButton>
        </Popover.Target>
        <Popover.Dropdown>
          <div className={classes.explained}>
            <OverallExplained score={score} titleOf={titleOf} />
            <ScoreTrend projectId={project.id} />
          </div>
        </Popover.Dropdown>
      </Popover>
      {hasStory(project.iso_code) && <ModeSwitch projectId={project.id} view={view} />}
      <div className={classes.live}>
        <SaveStatus room={room} />
        <PeopleHere people={people} titles={places} follow={follow} onGo={onGo} />
        {!isNarrow && (
          <>
            <Link to="/readiness/$projectId/audit" params={{ projectId: project.id }} className={classes.audit}>
              Audit view
            </Link>
            <Link to="/readiness/$projectId/statement" params={{ projectId: project.id }} className={classes.audit}>
              Statement
            </Link>
          </>
        )}
        <Link to="/readiness/$projectId/roadmap" params={{ projectId: project.id }} className={classes.roadmap}>
          Roadmap
        </Link>
        <ChecklistMenu project={project} hasViews={isNarrow} />
      </div>
    </header>
  )
}
