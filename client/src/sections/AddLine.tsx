import { IconPlus } from '@tabler/icons-react'
import classes from './AddLine.module.css'

/** The last line of a table or a list: one more. */
export function AddLine({ label, onAdd }: { label: string; onAdd: () => void }) {
  return (
    <button type="button" className={classes.line} data-add onClick={onAdd}>
      <IconPlus className={classes.icon} aria-hidden />
      {label}
    </button>
  )
}

/** The room that line will take. */
AddLine.Room = function AddLineRoom() {
  return <div className={classes.line} aria-hidden />
}
