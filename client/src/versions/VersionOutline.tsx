import type { DocumentDetail } from '@certloom/shared/documents/contract'
import places from '../ui/places.module.css'
import { ChangedMark } from './VersionMark.tsx'

type ItemProps = { section: { id: string; title: string }; isChanged: boolean; isCurrent: boolean; onGo: (section: string) => void }

function Item({ section, isChanged, isCurrent, onGo }: ItemProps) {
  return (
    <li>
      <button type="button" className={places.item} aria-current={isCurrent ? 'location' : undefined} onClick={() => onGo(section.id)}>
        <span className={places.title}>{section.title}</span>
        {isChanged && (
          <span className={places.end}>
            <ChangedMark />
          </span>
        )}
      </button>
    </li>
  )
}

type Props = {
  document: DocumentDetail
  /** the sections to mark */
  changed: ReadonlySet<string>
  current: string | null
  onGo: (section: string) => void
}

/** The sections while a revision is looked at or compared, and which of them changed. */
export function VersionOutline({ document, changed, current, onGo }: Props) {
  const { fixed_sections, fillable_sections } = document.content
  return (
    <nav aria-label="Sections">
      <ol className={places.list}>
        {[...fixed_sections, ...fillable_sections].map((section) => (
          <Item key={section.id} section={section} isChanged={changed.has(section.id)} isCurrent={current === section.id} onGo={onGo} />
        ))}
      </ol>
    </nav>
  )
}
