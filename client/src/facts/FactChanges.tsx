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
            {before === '' ? <span className={classes.unsaid}>Not said before</span> : <del className={classes.words}>{before}</del>}
            {after === '' ? <span className={classes.unsaid}>Not said any more</span> : <ins className={classes.words}>{after}</ins>}
          </dd>
        </div>
      ))}
    </dl>
  )
}
