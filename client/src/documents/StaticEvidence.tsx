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

/** What was linked to a section of evidence, by its titles. */
export function StaticEvidence({ content, placeholder }: { content: unknown; placeholder: string }) {
  const items: StoredEvidence[] = Array.isArray(content) ? content.filter(isStoredEvidence) : []
  if (items.length === 0) return <p className={classes.placeholder}>{placeholder}</p>
  return (
    <ul className={classes.list}>
      {items.map(({ evidence_id, title }) => (
        <li key={evidence_id} className={classes.item}>
          <IconPaperclip className={classes.icon} aria-hidden /> {title}
        </li>
      ))}
    </ul>
  )
}
