import { wordingOf } from '@certloom/shared/interviews/wording'
import { memo, type ReactNode } from 'react'
import { useFocusWithin } from '../ui/useFocusWithin.ts'
import classes from './EvidenceNeed.module.css'
import { EvidenceNeed } from './EvidenceNeed.tsx'
import { useOpenDocument } from './openDocument.ts'
import { SectionCard } from './SectionCard.tsx'
import type { SectionProps } from './sectionProps.ts'

type Props = Pick<SectionProps, 'section' | 'others' | 'onPresence'> & { children: ReactNode }

/** A section that is filled with evidence: what it asks for, and below it what was given. */
export const EvidenceSection = memo(function EvidenceSection({ section, others, onPresence, children }: Props) {
  const [isCurrent, handlers] = useFocusWithin((isIn) => onPresence(section.id, isIn))
  const { isAsked = false } = useOpenDocument()
  const { evidence_description, placeholder } = section
  const isSaidAbove = isAsked && wordingOf(section).hint === (evidence_description ?? placeholder)
  return (
    <SectionCard section={section} others={others} isCurrent={isCurrent} handlers={handlers}>
      {evidence_description !== null && !isAsked && <p className={classes.guidance}>{placeholder}</p>}
      <EvidenceNeed section={section} isSaidAbove={isSaidAbove} />
      {children}
    </SectionCard>
  )
})
