import type { DocumentDetail, VersionDetail } from '@certloom/shared/documents/contract'
import classes from './Outline.module.css'
import { ChangedMark } from './VersionMark.tsx'

type ItemProps = { section: { id: string; title: string }; isChanged: boolean; isCurrent: boolean; onGo: (section: string) => void }

function Item({ section, isChanged, isCurrent, onGo }: ItemProps) {
  return (
    <li>
      <button type="button" className={classes.item} aria-current={isCurrent ? 'location' : undefined} onClick={() => onGo(section.id)}>
        <span className={classes.title}>{section.title}</span>
        {isChanged && <ChangedMark />}
      </button>
    </li>
  )
}

type Props = {
  document: DocumentDetail
  /** undefined until it is here */
  version: VersionDetail | undefined
  current: string | null
  onGo: (section: string) => void
}

/** The sections of a revision that is looked at, and which of them it changed. */
export function VersionOutline({ document, version, current, onGo }: Props) {
  const { fixed_sections, fillable_sections } = document.content
  const changed = new Set(version?.changed_sections.map((section) => section.id))
  return (
    <nav aria-label="Sections">
      <ol className={classes.list}>
        {[...fixed_sections, ...fillable_sections].map((section) => (
          <Item key={section.id} section={section} isChanged={changed.has(section.id)} isCurrent={current === section.id} onGo={onGo} />
        ))}
      </ol>
    </nav>
  )
}
