import { IconEye } from '@tabler/icons-react'
import type { CSSProperties } from 'react'
import { firstNameOf, type PersonHere } from '../collab/people.ts'
import classes from './FollowBar.module.css'

/** Whom the reader follows, over the foot of the paper and as its edge, and the way to stop. */
export function FollowBar({ person, onStop }: { person: PersonHere; onStop: () => void }) {
  const style: CSSProperties & { '--person': string } = { '--person': person.color }
  return (
    <div className={classes.frame} style={style}>
      <p className={classes.bar}>
        <IconEye className={classes.icon} aria-hidden />
        Following {firstNameOf(person)}
        <button type="button" className={classes.stop} onClick={onStop}>
          Stop
        </button>
      </p>
    </div>
  )
}
