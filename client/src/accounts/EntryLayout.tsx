import type { ReactNode } from 'react'
import { usePageTitle } from '../app/pageTitle.ts'
import classes from './EntryLayout.module.css'

/** The frame of the pages before sign-in: the product's name, one form, and perhaps something beside it. */
export function EntryLayout({
  title,
  lead,
  children,
  beside,
}: {
  title: string
  lead?: ReactNode
  children?: ReactNode
  beside?: ReactNode
}) {
  usePageTitle(title)
  return (
    <main className={classes.layout}>
      <div className={classes.columns}>
        <section className={classes.card} aria-labelledby="entry-title">
          <p className={classes.brand}>Certloom</p>
          <h1 id="entry-title" className={classes.title} tabIndex={-1}>
            {title}
          </h1>
          {lead !== undefined && <p className={classes.lead}>{lead}</p>}
          {children}
        </section>
        {beside}
      </div>
    </main>
  )
}
