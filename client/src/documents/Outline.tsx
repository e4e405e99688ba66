import type { DocumentDetail, FilledSection } from '@certloom/shared/documents/contract'
import type { FixedSection } from '@certloom/shared/templates/contract'
import { VisuallyHidden } from '@mantine/core'
import { IconLock, IconMessage, IconPaperclip, IconStarFilled } from '@tabler/icons-react'
import { memo } from 'react'
import { FewFaces } from '../collab/FewFaces.tsx'
import { othersIn, type PersonHere } from '../collab/people.ts'
import type { Room } from '../collab/room.ts'
import { useCommentsHere } from '../comments/commentsHere.ts'
import { useThreadCounts } from '../comments/useBoard.ts'
import { useEvidenceCounts } from '../evidence/queries.ts'
import { type SectionState, stateOf } from '../sections/sectionStates.ts'
import { useFills } from '../sections/useFills.ts'
import { useSectionLock } from '../sections/useSectionLock.ts'
import places from '../ui/places.module.css'
import { SectionMark } from '../ui/StateMark.tsx'

type Go = (section: string) => void

type ItemProps = {
  section: FixedSection | FilledSection
  state: SectionState | null
  evidenceCount: number
  threadCount: number
  people: readonly PersonHere[]
  isCurrent: boolean
  onGo: Go
}

function Marks({ section, evidenceCount }: { section: FilledSection; evidenceCount: number }) {
  return (
    <>
      {section.is_mandatory && (
        <span className={places.mark} title="Mandatory">
          <IconStarFilled className={places.icon} aria-hidden />
          <VisuallyHidden>mandatory</VisuallyHidden>
        </span>
      )}
      {(section.requires_evidence || evidenceCount > 0) && <EvidenceMark count={evidenceCount} />}
    </>
  )
}

function EvidenceMark({ count }: { count: number }) {
  const words = count === 0 ? 'Evidence needed' : `${count} ${count === 1 ? 'piece' : 'pieces'} of evidence`
  return (
    <span className={places.mark} data-missing={count === 0 || undefined} title={words}>
      <IconPaperclip className={places.icon} aria-hidden />
      <span aria-hidden>{count}</span>
      <VisuallyHidden>{words}</VisuallyHidden>
    </span>
  )
}

function ThreadMark({ count }: { count: number }) {
  const words = `${count} open ${count === 1 ? 'comment' : 'comments'}`
  return (
    <span className={places.mark} title={words}>
      <IconMessage className={places.icon} aria-hidden />
      <span aria-hidden>{count}</span>
      <VisuallyHidden>{words}</VisuallyHidden>
    </span>
  )
}

function LockMark({ section }: { section: string }) {
  const lock = useSectionLock(section)
  if (lock === undefined) return null
  return (
    <span className={places.mark} title={`Locked by ${lock.by.name}`}>
      <IconLock className={places.icon} aria-hidden />
      <VisuallyHidden>locked</VisuallyHidden>
    </span>
  )
}

function Item({ section, state, evidenceCount, threadCount, people, isCurrent, onGo }: ItemProps) {
  return (
    <li>
      <button type="button" className={places.item} aria-current={isCurrent ? 'location' : undefined} onClick={() => onGo(section.id)}>
        {state === null ? <span className={places.fixedMark} aria-hidden /> : <SectionMark state={state} />}
        <span className={places.title}>{section.title}</span>
        {'type' in section && (
          <>
            <Marks section={section} evidenceCount={evidenceCount} />
            <LockMark section={section.id} />
          </>
        )}
        {threadCount > 0 && <ThreadMark count={threadCount} />}
        <span className={places.end}>
          <FewFaces people={people} />
        </span>
      </button>
    </li>
  )
}

type Props = { document: DocumentDetail; room: Room; people: readonly PersonHere[]; current: string | null; onGo: Go }

/** The document at a glance: every section, how far it is and who is in it. */
export const Outline = memo(function Outline({ document, room, people, current, onGo }: Props) {
  const { fixed_sections, fillable_sections } = document.content
  const fills = useFills(room, fillable_sections)
  const evidenceCounts = useEvidenceCounts(document.id)
  const threadCounts = useThreadCounts(useCommentsHere().board)
  return (
    <nav aria-label="Sections">
      <ol className={places.list}>
        {fixed_sections.map((section) => (
          <Item
            key={section.id}
            section={section}
            state={null}
            evidenceCount={0}
            threadCount={threadCounts[section.id] ?? 0}
            people={othersIn(people, section.id)}
            isCurrent={current === section.id}
            onGo={onGo}
          />
        ))}
        {fillable_sections.map((section) => (
          <Item
            key={section.id}
            section={section}
            state={stateOf(section, fills)}
            evidenceCount={evidenceCounts[section.id] ?? 0}
            threadCount={threadCounts[section.id] ?? 0}
            people={othersIn(people, section.id)}
            isCurrent={current === section.id}
            onGo={onGo}
          />
        ))}
      </ol>
    </nav>
  )
})
