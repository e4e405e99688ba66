import type { ReactNode } from 'react'
import classes from './Message.module.css'

/** A page that only says something: what is the matter, what to do, and a way on. */
export function Message({ title, text, children }: { title: string; text: string; children: ReactNode }) {
  return (
    <div className={classes.message}>
      <h1 className={classes.title} tabIndex={-1}>
        {title}
      </h1>
      <p className={classes.text}>{text}</p>
      {children}
    </div>
  )
}
