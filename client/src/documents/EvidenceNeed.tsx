import type { FilledSection } from '@certloom/shared/documents/contract'
import { IconPaperclip } from '@tabler/icons-react'
import classes from './EvidenceNeed.module.css'

const asWord = (code: string): string => code.charAt(0).toUpperCase() + code.slice(1).replaceAll('_', ' ')

/** What has to be shown, and in which form. */
export function EvidenceNeed({ section }: { section: FilledSection }) {
  const { evidence_description, evidence_format, placeholder, requires_evidence } = section
  return (
    <p className={classes.need}>
      <IconPaperclip className={classes.icon} aria-hidden />
      <span>
        <strong className={classes.word}>{requires_evidence ? 'Evidence needed:' : 'Evidence:'}</strong>{' '}
        {evidence_description ?? placeholder}
        {evidence_format !== null && <span className={classes.format}>{asWord(evidence_format)}</span>}
      </span>
    </p>
  )
}
