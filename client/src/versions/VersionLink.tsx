import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import classes from './Versions.module.css'

type Props = {
  revision: number
  /** A revision is being looked at already: Back leads out of all of them at once. */
  isLooking: boolean
  onOpen: (() => void) | undefined
  children: ReactNode
}

/** Opens a revision in place of the live document, at the section the reader is in. */
export function VersionLink({ revision, isLooking, onOpen, children }: Props) {
  return (
    <Link
      from="/documents/$documentId"
      to="."
      search={(search) => ({ ...search, version: revision, compare: undefined })}
      hash
      replace={isLooking}
      resetScroll={false}
      hashScrollIntoView={false}
      preload={false}
      className={classes.link}
      {...(onOpen && { onClick: onOpen })}
    >
      {children}
    </Link>
  )
}
