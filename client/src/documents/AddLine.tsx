import classes from './Table.module.css'

/** The last line of a table or a list: one more. */
export function AddLine({ label, onAdd }: { label: string; onAdd: () => void }) {
  return (
    <button type="button" className={classes.add} data-add onClick={onAdd}>
      {label}
    </button>
  )
}
