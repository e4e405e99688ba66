import { Link, type LinkProps } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import classes from './Figure.module.css'

type FigureProps = {
  label: string
  value: string
  /** what the number says, without another one: that would open this list and not its own */
  rest?: string | undefined
  /** other numbers that belong to it, each with the list behind that one */
  more?: readonly { words: string; link: LinkProps }[] | undefined
  /** the list behind it */
  link: LinkProps
  tone?: 'missing' | 'partial' | undefined
}

/** One number of a dashboard, which opens the list behind it. A tone is for numbers that ask for something; the words say so too. */
export function Figure({ label, value, rest, more = [], link, tone }: FigureProps) {
  return (
    <li className={classes.item}>
      <Link {...link} className={classes.figure}>
        <span className={classes.label}>{label}</span>
        <span className={classes.value} data-tone={tone}>
          {value}
        </span>
        {rest !== undefined && <span className={classes.rest}>{rest}</span>}
      </Link>
      {more.map((other) => (
        <Link key={other.words} {...other.link} className={classes.more}>
          {other.words}
        </Link>
      ))}
    </li>
  )
}

/** Numbers side by side, as many as fit. */
export const FigureRow = ({ label, children }: { label: string; children: ReactNode }) => (
  <ul className={classes.row} aria-label={label}>
    {children}
  </ul>
)
