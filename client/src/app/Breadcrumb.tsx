import { Link, type LinkProps } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import classes from './Breadcrumb.module.css'

export type Crumb = { label: string; link: LinkProps }

/** A way up that the reader may see and not go has no link. */
type Up = Crumb | { label: string; link: null }

/** In the header of something live: the ways up, which give way first where it is tight, and what one is in. One without a name yet is left out. */
export function Breadcrumb({ crumbs, children }: { crumbs: readonly Up[]; children: ReactNode }) {
  return (
    <nav className={classes.breadcrumb} aria-label="Breadcrumb">
      <ol className={classes.crumbs}>
        {crumbs
          .filter(({ label }) => label !== '')
          .map(({ label, link }) => (
            <li key={label} className={classes.up}>
              {link === null ? (
                <span className={classes.crumb}>{label}</span>
              ) : (
                <Link {...link} className={classes.crumb}>
                  {label}
                </Link>
              )}
            </li>
          ))}
        <li className={classes.name} aria-current="page">
          {children}
        </li>
      </ol>
    </nav>
  )
}
