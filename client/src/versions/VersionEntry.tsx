import type { DocumentVersion } from '@certloom/shared/documents/contract'
import type { VersionGroup } from '@certloom/shared/documents/versionGroups'
import type { Review } from '@certloom/shared/reviews/contract'
import { IconBookmarkFilled, IconChevronDown } from '@tabler/icons-react'
import { useId, useState } from 'react'
import { StatusChip } from '../ui/StateMark.tsx'
import { VersionLink } from './VersionLink.tsx'
import classes from './Versions.module.css'
import { bylineOf, timeOf, timesOf, titleOf } from './versionWords.ts'

export type Opening = { isLooking: boolean; onOpen: (() => void) | undefined }

const sectionsLine = (sections: readonly { title: string }[]): string =>
  sections.length > 2 ? `${sections.length} sections` : sections.map((section) => section.title).join(', ')

function numbersOf([newest, ...older]: readonly [DocumentVersion, ...DocumentVersion[]]): string {
  const oldest = older.at(-1)
  const revisions = oldest ? `Revisions ${oldest.revision} to ${newest.revision}` : `Revision ${newest.revision}`
  return `${revisions} · version ${newest.document_version}`
}

/** A decision against what was submitted; an approval is a version of its own. */
function Refusal({ status, decided_by }: Review) {
  if (status !== 'changes_requested' && status !== 'rejected') return null
  return (
    <span className={classes.refusal}>
      <StatusChip state={status} /> {decided_by && `by ${decided_by.name}`}
    </span>
  )
}

type FactsProps = { group: VersionGroup<DocumentVersion>; times: string; decision?: Review | undefined }

function Facts({ group: { versions, people, sections }, times, decision }: FactsProps) {
  const [newest] = versions
  const byline = bylineOf(newest)
  return (
    <>
      <span className={classes.head}>
        {newest.kind === 'named' && <IconBookmarkFilled className={classes.bookmark} aria-hidden />}
        <strong className={classes.title}>{titleOf(newest, people)}</strong> <span className={classes.when}>{times}</span>
      </span>
      {byline !== '' && <span className={classes.people}>{byline}</span>}
      {newest.kind === 'submitted' && decision && <Refusal {...decision} />}
      {sections.length > 0 && <span className={classes.sections}>{sectionsLine(sections)}</span>}{' '}
      <span className={classes.numbers}>{numbersOf(versions)}</span>
    </>
  )
}

function Saves({ versions, opening }: { versions: readonly DocumentVersion[]; opening: Opening }) {
  return (
    <ol className={classes.saves}>
      {versions.map((version) => (
        <li key={version.id}>
          <VersionLink revision={version.revision} {...opening}>
            <Facts
              group={{ versions: [version], people: version.contributors, sections: version.changed_sections }}
              times={timeOf(version.created_at)}
            />
          </VersionLink>
        </li>
      ))}
    </ol>
  )
}

type EntryProps = { group: VersionGroup<DocumentVersion>; decision: Review | undefined; opening: Opening }

/** One sitting, or one revision made on purpose, with what was decided about it; a sitting can be opened up into its saves. */
export function VersionEntry({ group, decision, opening }: EntryProps) {
  const [isOpen, setIsOpen] = useState(false)
  const saves = useId()
  const { versions } = group
  return (
    <li className={classes.entry}>
      <VersionLink revision={versions[0].revision} {...opening}>
        <Facts group={group} times={timesOf(group)} decision={decision} />
      </VersionLink>
      {versions.length > 1 && (
        <button
          type="button"
          className={classes.toggle}
          aria-expanded={isOpen}
          aria-controls={isOpen ? saves : undefined}
          onClick={() => setIsOpen(!isOpen)}
        >
          <IconChevronDown className={classes.chevron} aria-hidden /> {`${versions.length} saves`}
        </button>
      )}
      {isOpen && (
        <div id={saves}>
          <Saves versions={versions} opening={opening} />
        </div>
      )}
    </li>
  )
}
