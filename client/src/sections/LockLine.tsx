import type { SectionLock } from '@certloom/shared/collab/documentDoc'
import { IconLock } from '@tabler/icons-react'
import { When } from '../ui/When.tsx'
import classes from './SectionCard.module.css'

/** Says that a section is not to be changed, by whom and since when. */
export function LockLine({ lock }: { lock: SectionLock }) {
  return (
    <span className={classes.lock}>
      <IconLock className={classes.lockIcon} aria-hidden />
      <span>
        Locked by {lock.by.name}, <When at={lock.at} />
      </span>
    </span>
  )
}
