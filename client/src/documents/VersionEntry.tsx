import type { DocumentVersion } from '@certloom/shared/documents/contract'
import type { VersionGroup } from '@certloom/shared/documents/versionGroups'
import { IconBookmarkFilled, IconChevronDown } from '@tabler/icons-react'
import { useId, useState } from 'react'
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

function Facts({ group: { versions, people, sections }, times }: { group: VersionGroup<DocumentVersion>; times: string }) {
  const [newest] = versions
  const byline = bylineOf(newest)
  return (
    <>
      <span className={classes.head}>
        {newest.kind === 'named' && <IconBookmarkFilled className={classes.bookmark} aria-hidden />}
        <strong className={classes.title}>{titleOf(newest, people)}</strong> <span className={classes.when}>{times}</span>
      </span>
      {byline !== '' && <span className={classes.people}>{byline}</span>}
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

/** One sitting, or one revision made on purpose; a sitting can be opened up into its saves. */
export function VersionEntry({ group, opening }: { group: VersionGroup<DocumentVersion>; opening: Opening }) {
  const [isOpen, setIsOpen] = useState(false)
  const saves = useId()
  const { versions } = group
  return (
    <li className={classes.entry} data-kind={versions[0].kind}>
      <VersionLink revision={versions[0].revision} {...opening}>
        <Facts group={group} times={timesOf(group)} />
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
