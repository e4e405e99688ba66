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

/** Cards side by side where there is room. */
export const Cards = ({ children }: { children: ReactNode }) => <div className={classes.cards}>{children}</div>
