import { Link, type LinkProps } from '@tanstack/react-router'
import type { CSSProperties } from 'react'
import { SectionMark, type ShownState, stateWord, toneOf } from '../ui/StateMark.tsx'
import classes from './StateBars.module.css'

type Sized = CSSProperties & { '--size': number }
type Part = { state: ShownState; count: number; link: LinkProps }

/** How many things are in each state: one bar of all, and below it every state with its shape, word and number, which opens its list. */
export function StateBars({ parts, of }: { parts: readonly Part[]; of: string }) {
  const total = parts.reduce((sum, { count }) => sum + count, 0)
  if (total === 0) return <p className={classes.none}>There are no {of} yet.</p>
  return (
    <div className={classes.bars}>
      <div className={classes.bar} aria-hidden>
        {parts.map(({ state, count }) =>
          count === 0 ? null : (
            <span key={state} className={classes.part} data-tone={toneOf(state)} data-state={state} style={{ '--size': count } as Sized} />
          ),
        )}
      </div>
      <ul className={classes.legend}>
        {parts.map(({ state, count, link }) => (
          <li key={state} className={classes.entry} data-tone={toneOf(state)} data-none={count === 0}>
            <SectionMark state={state} decorative />
            {count === 0 ? (
              <span className={classes.target}>
                <span className={classes.word}>{stateWord(state)}</span> <span className={classes.count}>0</span>
              </span>
            ) : (
              <Link {...link} className={classes.target}>
                <span className={classes.word}>{stateWord(state)}</span> <span className={classes.count}>{count.toLocaleString()}</span>
              </Link>
            )}
          </li>
        ))}
      </ul>
    </div>
  )
}
