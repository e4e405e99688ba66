import { IconPaperclip } from '@tabler/icons-react'
import classes from './StaticEvidence.module.css'

type StoredEvidence = { evidence_id: string; title: string }

const isStoredEvidence = (item: unknown): item is StoredEvidence =>
  typeof item === 'object' &&
  item !== null &&
  'evidence_id' in item &&
  typeof item.evidence_id === 'string' &&
  'title' in item &&
  typeof item.title === 'string'

type Props = { content: unknown; placeholder: string; label?: string | undefined }

/** What was linked to a section of evidence, by its titles. */
export function StaticEvidence({ content, placeholder, label }: Props) {
  const items: StoredEvidence[] = Array.isArray(content) ? content.filter(isStoredEvidence) : []
  if (items.length === 0) return <p className={classes.placeholder}>{placeholder}</p>
  return (
    <ul className={classes.list} aria-label={label}>
      {items.map(({ evidence_id, title }) => (
        <li key={evidence_id} className={classes.item}>
          <IconPaperclip className={classes.icon} aria-hidden /> {title}
        </li>
      ))}
    </ul>
  )
}
