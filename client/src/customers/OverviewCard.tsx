import { type ReactNode, useId } from 'react'
import classes from './CustomerPage.module.css'

/** A part of a customer's overview, with the way to all of it. */
export function OverviewCard({ title, more, children }: { title: string; more?: ReactNode; children: ReactNode }) {
  const id = useId()
  return (
    <section aria-labelledby={id} className={classes.card}>
      <header className={classes.head}>
        <h2 id={id} className={classes.title}>
          {title}
        </h2>
        {more !== undefined && <span className={classes.more}>{more}</span>}
      </header>
      {children}
    </section>
  )
}
