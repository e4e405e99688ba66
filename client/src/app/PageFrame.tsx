import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { Crumb } from './Breadcrumb.tsx'
import classes from './PageFrame.module.css'
import { usePageTitle } from './pageTitle.ts'

/** A page inside the frame: where one is, its title, at most one primary action, and the content. */
export function PageFrame({
  title,
  crumbs = [],
  action,
  children,
}: {
  title: string
  crumbs?: Crumb[]
  action?: ReactNode
  children: ReactNode
}) {
  usePageTitle(title)
  return (
    <div className={classes.page}>
      <header className={classes.header}>
        <div className={classes.where}>
          {crumbs.length > 0 && (
            <nav aria-label="Breadcrumb">
              <ol className={classes.crumbs}>
                {crumbs.map((crumb) => (
                  <li key={crumb.label}>
                    <Link {...crumb.link} className={classes.crumb}>
                      {crumb.label}
                    </Link>
                  </li>
                ))}
              </ol>
            </nav>
          )}
          <h1 className={classes.title} tabIndex={-1}>
            {title}
          </h1>
        </div>
        {action}
      </header>
      <div className={classes.content}>{children}</div>
    </div>
  )
}
