import type { CSSProperties } from 'react'
import classes from './CompletionBar.module.css'

type Filled = CSSProperties & { '--filled': string }

/** How far something is, in words and as a bar; the words carry the meaning. */
export function CompletionBar({ percentage, words }: { percentage: number; words: string }) {
  const filled: Filled = { '--filled': `${percentage}%` }
  return (
    <div className={classes.completion}>
      <div className={classes.track} data-complete={percentage === 100} style={filled} aria-hidden />
      <span className={classes.words}>{words}</span>
    </div>
  )
}
