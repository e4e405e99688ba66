import type { FactChange } from '@certloom/shared/facts/texts'
import classes from './FactChanges.module.css'

/** What facts said, and what they say. */
export function FactChanges({ changes }: { changes: readonly FactChange[] }) {
  return (
    <dl className={classes.facts}>
      {changes.map(({ key, label, before, after }) => (
        <div key={key} className={classes.fact}>
          <dt>{label}</dt>
          <dd>
            <del className={classes.words}>{before || 'not said'}</del>
            <ins className={classes.words}>{after || 'not said'}</ins>
          </dd>
        </div>
      ))}
    </dl>
  )
}
