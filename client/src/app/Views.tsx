import { Link, type LinkProps } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import classes from './Views.module.css'

/** One view of what a page is about; those the reader's role does not open are not shown. */
export type View = { label: string; link: LinkProps; shown: boolean }

/** The ways between the views of one thing. */
export function Views({ label, views }: { label: string; views: readonly View[] }) {
  const list = useRef<HTMLUListElement>(null)
  // On a phone not all of them fit: the one that is open is to be seen.
  useEffect(() => list.current?.querySelector('[aria-current="page"]')?.scrollIntoView({ inline: 'nearest', block: 'nearest' }), [])
  return (
    <nav aria-label={label}>
      <ul ref={list} className={classes.views}>
        {views
          .filter(({ shown }) => shown)
          .map((view) => (
            <li key={view.label}>
              <Link {...view.link} className={classes.view}>
                {view.label}
              </Link>
            </li>
          ))}
      </ul>
    </nav>
  )
}
