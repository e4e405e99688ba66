import type { DocumentDetail } from '@certloom/shared/documents/contract'
import { memo, useMemo } from 'react'
import type { Access } from '../collab/saveState.ts'
import { EvidencePanel } from '../evidence/EvidencePanel.tsx'
import { FactSection } from '../facts/FactSection.tsx'
import { isGuestPage } from '../guests/guestPage.ts'
import { ChecklistSource } from './ChecklistSource.tsx'
import classes from './EvidenceNeed.module.css'
import { EvidenceNeed } from './EvidenceNeed.tsx'
import { EvidenceSection } from './EvidenceSection.tsx'
import { GuestEvidence } from './GuestEvidence.tsx'
import { ListSection } from './ListSection.tsx'
import type { SectionProps } from './sectionProps.ts'
import { TableSection } from './TableSection.tsx'
import { TextSection } from './TextSection.tsx'
import { useSectionLock } from './useSectionLock.ts'

type Props = Omit<SectionProps, 'footer'> & {
  documentId: string
  customerId: string
  isoCode: string
  evidencePolicy: DocumentDetail['evidence_policy']
}

const unlessLocked = (access: Access, isLocked: boolean): Access => (access === 'write' && isLocked ? 'read' : access)

/** A section in the form of its kind, with its evidence. While somebody holds its lock, and where it shows a checklist, it can be read only. */
export const FillableSection = memo(function FillableSection({ documentId, customerId, isoCode, evidencePolicy, ...given }: Props) {
  const { section, focusRequest } = given
  const { checklist_domain: domain } = section
  const lock = useSectionLock(section.id)
  const isEvidence = section.type === 'evidence'
  const place = useMemo(
    () => ({ customerId, target: { document_id: documentId, section_id: section.id } }),
    [customerId, documentId, section.id],
  )
  const panel =
    (isEvidence || section.requires_evidence) &&
    (isGuestPage() ? (
      <GuestEvidence
        place={place}
        label={section.title}
        mayGive={evidencePolicy === 'uploads' && given.access === 'write' && lock === undefined}
      />
    ) : (
      <EvidencePanel
        place={place}
        label={section.title}
        policy={evidencePolicy}
        isLocked={lock !== undefined}
        isCompact={!isEvidence}
        focusRequest={isEvidence ? focusRequest : 0}
      />
    ))
  const access = unlessLocked(given.access, lock !== undefined || domain !== undefined)
  const footer = (panel || domain !== undefined) && (
    <>
      {domain !== undefined && !isGuestPage() && <ChecklistSource customerId={customerId} isoCode={isoCode} domain={domain} />}
      {panel && (
        <div className={classes.strip}>
          <EvidenceNeed section={section} />
          {panel}
        </div>
      )}
    </>
  )
  const props: SectionProps = { ...given, footer, access }
  if (section.fact_key !== undefined) return <FactSection {...props} factKey={section.fact_key} />
  switch (section.type) {
    case 'text':
      return <TextSection {...props} />
    case 'table':
      return <TableSection {...props} customerId={customerId} />
    case 'list':
      return <ListSection {...props} />
    case 'evidence':
      return <EvidenceSection {...props}>{panel}</EvidenceSection>
  }
})
