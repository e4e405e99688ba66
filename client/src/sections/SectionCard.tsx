import type { FilledSection } from '@certloom/shared/documents/contract'
import { VisuallyHidden } from '@mantine/core'
import { IconMessage } from '@tabler/icons-react'
import { type CSSProperties, type FocusEvent, type KeyboardEvent, type ReactNode, useRef } from 'react'
import type { PersonHere } from '../collab/people.ts'
import { useCommentsHere } from '../comments/commentsHere.ts'
import { useThreadCounts } from '../comments/useBoard.ts'
import { isGuestPage } from '../guests/guestPage.ts'
import { ProblemAlert } from '../ui/ProblemAlert.tsx'
import { StatusChip } from '../ui/StateMark.tsx'
import { LockLine } from './LockLine.tsx'
import { useOpenDocument } from './openDocument.ts'
import classes from './SectionCard.module.css'
import { SectionMenu } from './SectionMenu.tsx'
import { sectionElementId } from './sectionPlace.ts'
import { useLockNews } from './useLockNews.ts'
import { useSectionCommands } from './useSectionCommands.ts'
import { useSectionLock } from './useSectionLock.ts'
import { useSectionNeedsWork } from './useSectionNeedsWork.ts'

type Props = {
  section: FilledSection
  others: readonly PersonHere[]
  isCurrent?: boolean
  handlers?: { onFocus: () => void; onBlur: (event: FocusEvent) => void }
  /** Receives the place for the tools of the section: over the gap above it. */
  toolbarSlot?: (element: HTMLElement | null) => void
  children: ReactNode
  /** What stands below the content. */
  footer?: ReactNode
}

const titleId = (section: string): string => `${sectionElementId(section)}-title`

const hintId = (section: string): string => `${sectionElementId(section)}-hint`

/** "6.2 · mandatory": which clauses a section serves, and whether it has to be filled. */
const clauseLine = (section: Pick<FilledSection, 'refs' | 'is_mandatory'>): string =>
  [section.refs.join(', '), section.is_mandatory ? 'mandatory' : 'optional'].filter((part) => part !== '').join(' · ')

const colored = (person: PersonHere | undefined): CSSProperties & { '--person'?: string } => (person ? { '--person': person.color } : {})

const namesOf = (people: readonly PersonHere[]): string => people.map((person) => person.name).join(', ')

const isInText = (target: EventTarget): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || target.tagName === 'TEXTAREA' || target.closest('[role=grid]') !== null)

/** A section that is filled: its title, what it serves and what holds for it, its menu, and the edge in the colour of whoever else works in it. */
export function SectionCard({ section, others, isCurrent = false, handlers, toolbarSlot, children, footer }: Props) {
  const title = useRef<HTMLHeadingElement>(null)
  const end = useRef<HTMLSpanElement>(null)
  const lock = useSectionLock(section.id)
  const needsWork = useSectionNeedsWork(section.id)
  const commands = useSectionCommands(section.id)
  const { board, compose, open } = useCommentsHere()
  const threadCount = useThreadCounts(board)[section.id] ?? 0
  const openFirst = () => {
    const first = board.threads
      .get()
      .find(({ place, resolved_at }) => resolved_at === null && 'section' in place && place.section === section.id)
    if (first) open(first.id)
  }
  const comment = () => compose({ target: { kind: 'section', section_id: section.id }, quote: null })
  const { isAsked = false } = useOpenDocument()
  useLockNews(lock, isCurrent, title)
  // In a table or a list the tab key stays in the text: Escape is the way out of it, and from here Tab goes on.
  const leaveText = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && isInText(event.target)) end.current?.focus()
  }
  return (
    <section
      id={sectionElementId(section.id)}
      className={classes.card}
      aria-labelledby={titleId(section.id)}
      data-current={isCurrent || undefined}
      data-others={others.length > 0 || undefined}
      data-locked={lock !== undefined || undefined}
      data-asked={isAsked || undefined}
      style={colored(others[0])}
      {...handlers}
      onKeyDown={leaveText}
    >
      {toolbarSlot && <div ref={toolbarSlot} className={classes.tools} />}
      <div className={classes.head}>
        <h2 ref={title} className={classes.title} id={titleId(section.id)} tabIndex={-1}>
          {section.title}
        </h2>
        <span className={classes.clauses}>{clauseLine(section)}</span>
        {needsWork && <StatusChip state="needs_work" />}
        {lock && <LockLine lock={lock} />}
        {threadCount > 0 && (
          <button type="button" className={classes.threads} onClick={openFirst}>
            <IconMessage className={classes.icon} aria-hidden />
            <span aria-hidden>{threadCount}</span>
            <VisuallyHidden>{threadCount === 1 ? '1 comment' : `${threadCount} comments`}</VisuallyHidden>
          </button>
        )}
        {others.length > 0 && <VisuallyHidden>{`${namesOf(others)} in this section`}</VisuallyHidden>}
        {!isGuestPage() && (
          <SectionMenu title={section.title} isLocked={lock !== undefined} needsWork={needsWork} commands={commands} onComment={comment} />
        )}
      </div>
      <ProblemAlert error={commands.error} />
      {commands.shownLink !== null && <p className={classes.link}>{commands.shownLink}</p>}
      <VisuallyHidden id={hintId(section.id)}>{`${section.placeholder} Escape leaves the text.`}</VisuallyHidden>
      {children}
      {footer}
      <VisuallyHidden ref={end} tabIndex={-1}>{`End of ${section.title}`}</VisuallyHidden>
    </section>
  )
}

SectionCard.titleId = titleId
SectionCard.hintId = hintId
SectionCard.clauseLine = clauseLine
