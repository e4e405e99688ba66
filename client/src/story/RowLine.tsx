import { Link } from '@tanstack/react-router'
import { OwnerMark } from '../members/OwnerMark.tsx'
import { useChecklistHost } from '../readiness/host.ts'
import { StatusCell } from '../readiness/StatusCell.tsx'
import type { GridRow } from '../readiness/view.ts'
import classes from './CardRows.module.css'
import { OwnerButton } from './OwnerButton.tsx'

/** A row of the checklist within the story: its status and owner can be changed in place, the rest is in the list. */
export function RowLine({ row: { id, answer, live } }: { row: GridRow }) {
  const { projectId, canWrite, editing, owners } = useChecklistHost()
  const owner = owners.find(live.values.owner)
  return (
    <li className={classes.row}>
      <Link to="/readiness/$projectId" params={{ projectId }} search={{ row: id }} className={classes.link}>
        <span className={classes.code}>{answer.code}</span> {answer.title}
      </Link>
      <span className={classes.cell}>
        <StatusCell id={id} code={answer.code} live={live} tabIndex={0} />
      </span>
      <span className={classes.cell} data-owner>
        {canWrite ? (
          <OwnerButton
            owner={live.values.owner}
            label={`Owner of ${answer.code}`}
            empty="Assign"
            onChoose={(owner) => editing.own([id], owner)}
          />
        ) : (
          owner && <OwnerMark owner={owner} />
        )}
      </span>
    </li>
  )
}
