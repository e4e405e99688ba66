import type { FilledSection } from '@certloom/shared/documents/contract'
import { IconPaperclip } from '@tabler/icons-react'
import classes from './EvidenceNeed.module.css'

const asWord = (code: string): string => code.charAt(0).toUpperCase() + code.slice(1).replaceAll('_', ' ')

type Props = {
  section: FilledSection
  /** A question above asks for the same in the same words. */
  isSaidAbove?: boolean
}

/** What has to be shown, and in which form. */
export function EvidenceNeed({ section, isSaidAbove = false }: Props) {
  const { evidence_description, evidence_format, placeholder, requires_evidence } = section
  const word = requires_evidence ? 'Evidence needed' : 'Evidence'
  return (
    <p className={classes.need}>
      <IconPaperclip className={classes.icon} aria-hidden />
      <span>
        <strong className={classes.word}>{isSaidAbove ? word : `${word}:`}</strong> {!isSaidAbove && (evidence_description ?? placeholder)}
        {evidence_format !== null && <span className={classes.format}>{asWord(evidence_format)}</span>}
      </span>
    </p>
  )
}
