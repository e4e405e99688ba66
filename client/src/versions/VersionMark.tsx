import { IconPencil } from '@tabler/icons-react'
import classes from './VersionMark.module.css'

/** Says that a section was changed by the revision that is looked at. */
export function ChangedMark() {
  return (
    <span className={classes.mark}>
      <IconPencil className={classes.icon} aria-hidden /> Changed
    </span>
  )
}
