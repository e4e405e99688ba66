import type { Support } from '@certloom/shared/readiness/statementContract'
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { q } from '../api/client.ts'
import { SkeletonRows } from '../ui/PageSkeleton.tsx'
import { ProblemAlert } from '../ui/ProblemAlert.tsx'
import { StatusChip, stateWord } from '../ui/StateMark.tsx'
import { useChecklistHost } from './host.ts'
import classes from './RowDrawer.module.css'
import type { GridRow } from './view.ts'

/** What the customer's plans say about a row: the documents that deal with it, their evidence, and the status these speak for, for a person to confirm. */
export function PlanSupport({ row }: { row: GridRow }) {
  const { projectId } = useChecklistHost()
  const { data, error } = useQuery(q.readiness.support.queryOptions({ input: { project_id: projectId, requirement_id: row.id } }))
  return (
    <section className={classes.section} aria-label="Support from the plan">
      <h3 className={classes.heading}>Support from the plan</h3>
      <ProblemAlert error={error} />
      {data === undefined && error === null && <SkeletonRows rows={2} />}
      {data && <Found row={row} support={data} />}
    </section>
  )
}

function Found({ row, support: { documents, evidence, suggestion } }: { row: GridRow; support: Support }) {
  if (documents.length === 0) return <p className={classes.guidance}>No document of the customer's plans deals with this.</p>
  return (
    <>
      {suggestion && <Suggestion row={row} suggestion={suggestion} />}
      <ul className={classes.list}>
        {documents.map(({ id, document_name, status, is_approved, completion_percentage }) => (
          <li key={id} className={classes.reference}>
            <Link to="/documents/$documentId" params={{ documentId: id }} search={{}} className={classes.code}>
              {document_name}
            </Link>
            <StatusChip state={is_approved ? 'approved' : status} />
            <span className={classes.strength}>{completion_percentage} % filled</span>
          </li>
        ))}
        {evidence.map(({ id, title, status, validity, document_name }) => (
          <li key={id} className={classes.reference}>
            <Link to="/evidence/$evidenceId" params={{ evidenceId: id }} className={classes.code}>
              {title}
            </Link>
            <StatusChip state={validity === 'expired' ? 'expired' : status === 'pending' ? 'pending_review' : status} />
            <span className={classes.strength}>for {document_name}</span>
          </li>
        ))}
      </ul>
    </>
  )
}

/** What is suggested is nobody's answer before somebody says so. */
function Suggestion({ row, suggestion: { status, why } }: { row: GridRow; suggestion: NonNullable<Support['suggestion']> }) {
  const { editing, canWrite } = useChecklistHost()
  const isSaid = row.live.values.status === status
  return (
    <div className={classes.suggestion}>
      <span className={classes.words}>
        {isSaid ? 'It agrees with the plan: ' : 'The plan suggests '}
        <strong>{stateWord(status)}</strong>. {why}
      </span>
      {canWrite && !isSaid && (
        <Button size="compact-sm" variant="default" onClick={() => editing.choose([row.id], status)}>
          Set {stateWord(status)}
        </Button>
      )}
    </div>
  )
}
