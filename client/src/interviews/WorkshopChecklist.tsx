import { Button } from '@mantine/core'
import { useSuspenseQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { q } from '../api/client.ts'
import { percentWords } from '../readiness/ScoreExplained.tsx'
import { CompletionBar } from '../ui/CompletionBar.tsx'
import classes from './SessionView.module.css'

/** The checklist of a workshop: how far it is, and the way into it. The room stays open beside it. */
export function WorkshopChecklist({ projectId }: { projectId: string }) {
  const { data: project } = useSuspenseQuery(q.readiness.get.queryOptions({ input: { project_id: projectId } }))
  return (
    <div className={classes.stage}>
      <div className={classes.scroller} data-scroller>
        <div className={classes.question}>
          <h1 className={classes.topic}>{project.project_name}</h1>
          <CompletionBar percentage={project.overall_percentage ?? 0} words={`${percentWords(project.overall_percentage)} ready`} />
          <p>
            {project.answered} of {project.rows} rows are answered. What others set shows in the checklist at once.
          </p>
          <Button renderRoot={(props) => <Link to="/readiness/$projectId" params={{ projectId }} target="_blank" {...props} />}>
            Open the checklist in a new tab
          </Button>
        </div>
      </div>
    </div>
  )
}
