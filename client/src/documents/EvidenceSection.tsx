import { memo, type ReactNode } from 'react'
import classes from './EvidenceNeed.module.css'
import { EvidenceNeed } from './EvidenceNeed.tsx'
import { SectionCard } from './SectionCard.tsx'
import type { SectionProps } from './sectionProps.ts'
import { useFocusWithin } from './useFocusWithin.ts'

type Props = Pick<SectionProps, 'section' | 'others' | 'onPresence'> & { children: ReactNode }

/** A section that is filled with evidence: what it asks for, and below it what was given. */
export const EvidenceSection = memo(function EvidenceSection({ section, others, onPresence, children }: Props) {
  const [isCurrent, handlers] = useFocusWithin((isIn) => onPresence(section.id, isIn))
  return (
    <SectionCard section={section} others={others} isCurrent={isCurrent} handlers={handlers}>
      {section.evidence_description !== null && <p className={classes.guidance}>{section.placeholder}</p>}
      <EvidenceNeed section={section} />
      {children}
    </SectionCard>
  )
})
