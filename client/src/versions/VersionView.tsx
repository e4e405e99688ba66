import type { DocumentDetail, VersionDetail } from '@certloom/shared/documents/contract'
import { Button } from '@mantine/core'
import { IconArrowLeft, IconHistory } from '@tabler/icons-react'
import { useEffect, useRef } from 'react'
import { announce } from '../app/announcer.ts'
import { focusPage, isFocusLost } from '../app/pageFocus.ts'
import { showSection, versionElementId } from '../sections/sectionPlace.ts'
import { SkeletonRows } from '../ui/PageSkeleton.tsx'
import { ProblemAlert } from '../ui/ProblemAlert.tsx'
import { useEscape } from '../ui/useEscape.ts'
import { comparisonElementId, useVersion } from './useVersion.ts'
import { VersionActions } from './VersionActions.tsx'
import { VersionPaper } from './VersionPaper.tsx'
import classes from './VersionView.module.css'
import { lineOf } from './versionWords.ts'

/** Where reading goes on after a revision was looked at: in its comparison if that took its place, else in the live document. */
function leaveRevision(): void {
  const comparison = document.getElementById(comparisonElementId)
  if (comparison === null) announce('Back in the document')
  if (!isFocusLost()) return
  if (comparison === null) focusPage()
  else comparison.focus({ preventScroll: true })
}

/** Says what is looked at, begins at the section named in the address, and leaves the focus where reading goes on at the end. */
function useArrival(version: VersionDetail | undefined, section: string | null): void {
  const line = version && lineOf(version)
  useEffect(() => {
    if (line !== undefined) announce(`Showing ${line}`)
  }, [line])
  const arrivedAt = useRef(section)
  const isHere = line !== undefined
  useEffect(() => {
    if (isHere && arrivedAt.current !== null) showSection(arrivedAt.current, 'auto', versionElementId)
  }, [isHere])
  // What had the focus is gone, and the document no longer inert, once this is painted.
  useEffect(() => () => void requestAnimationFrame(leaveRevision), [])
}

/** What makes the scrolling part reachable by keyboard. */
const scrolls = (name: string) => ({ role: 'region', 'aria-label': name, tabIndex: 0 })

type Props = {
  document: DocumentDetail
  revision: number
  /** The section the reader was in. */
  current: string | null
  onClose: () => void
}

/** A revision to look at, in place of the live document, which goes on behind it. */
export function VersionView({ document, revision, current, onClose }: Props) {
  const { data: version, error } = useVersion(document.id, revision)
  useEscape(onClose)
  useArrival(version, current)
  return (
    <div className={classes.view}>
      <div className={classes.banner}>
        <IconHistory className={classes.icon} aria-hidden />
        <p className={classes.line}>{version ? lineOf(version) : `Revision ${revision}`}</p>
        <VersionActions document={document} revision={revision} />
        <Button
          size="xs"
          variant="default"
          leftSection={<IconArrowLeft className={classes.icon} aria-hidden />}
          onClick={onClose}
          aria-label="Back to the document"
        >
          Back
        </Button>
      </div>
      <div className={classes.scroller} {...scrolls(`Revision ${revision}`)}>
        {version ? (
          <VersionPaper document={document} version={version} />
        ) : error === null ? (
          <SkeletonRows rows={8} />
        ) : (
          <ProblemAlert error={error} />
        )}
      </div>
    </div>
  )
}
