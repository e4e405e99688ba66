import '@fontsource-variable/source-serif-4'
import type { Answer, ReadinessProjectDetail, Score } from '@certloom/shared/readiness/contract'
import type { Story } from '@certloom/shared/story/contract'
import { useSuspenseQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { q } from '../api/client.ts'
import { PageFrame } from '../app/PageFrame.tsx'
import { usePageTitle } from '../app/pageTitle.ts'
import { storyRouteId } from '../app/storyRoute.ts'
import { answersOf } from '../readiness/queries.ts'
import { useChecklistRoom } from '../readiness/useChecklistRoom.ts'
import { EmptyState } from '../ui/EmptyState.tsx'
import { StoryView } from './StoryView.tsx'

const route = getRouteApi(storyRouteId)

type Props = { project: ReadinessProjectDetail; answers: readonly Answer[]; domains: Score['domains']; story: Story }

function LiveStory(props: Props) {
  const room = useChecklistRoom(props.project, props.answers)
  return <StoryView key={room.doc.clientID} {...props} room={room} />
}

/** A checklist as a story: eight chapters of scenes, played together. */
export function StoryPage() {
  const { projectId } = route.useParams()
  const input = { project_id: projectId }
  const { data: project } = useSuspenseQuery(q.readiness.get.queryOptions({ input }))
  const { data: answers } = useSuspenseQuery(answersOf(projectId))
  const { data: score } = useSuspenseQuery(q.readiness.score.queryOptions({ input }))
  const { data: story } = useSuspenseQuery(q.story.get.queryOptions({ input, staleTime: Number.POSITIVE_INFINITY }))
  usePageTitle(project.project_name)
  if (story.chapters.length === 0)
    return (
      <PageFrame title={project.project_name}>
        <EmptyState
          action={
            <Link to="/readiness/$projectId" params={{ projectId }}>
              Open the list
            </Link>
          }
        >
          There is no story for {project.iso_standard_name}. Its checklist is answered in the list.
        </EmptyState>
      </PageFrame>
    )
  return <LiveStory project={project} answers={answers} domains={score.domains} story={story} />
}
