import { type ReactNode, useId } from 'react'
import classes from './Card.module.css'

/** A part of a dashboard with a name of its own. */
export function Card({ title, aside, children }: { title: string; aside?: ReactNode; children: ReactNode }) {
  const id = useId()
  return (
    <section className={classes.card} aria-labelledby={id}>
      <header className={classes.header}>
        <h2 id={id} className={classes.title}>
          {title}
        </h2>
        {aside}
      </header>
      {children}
    </section>
  )
}

/** Cards of any height one below the other, beside another column of them. */
export const CardColumn = ({ children }: { children: ReactNode }) => <div className={classes.column}>{children}</div>

/** Cards, or columns of them, side by side where there is room. */
export const Cards = ({ children }: { children: ReactNode }) => <div className={classes.cards}>{children}</div>
