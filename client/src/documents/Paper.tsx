import { wholeDocument } from '@certloom/shared/collab/internalDoc'
import type { DocumentDetail } from '@certloom/shared/documents/contract'
import { Fragment } from 'react'
import { othersAtWork, type PersonHere } from '../collab/people.ts'
import type { Room } from '../collab/room.ts'
import { useStore } from '../collab/useRoom.ts'
import { useApprovedBefore } from '../reviews/useApprovedBefore.ts'
import { FillableSection } from '../sections/FillableSection.tsx'
import { sectionElementId } from '../sections/sectionPlace.ts'
import { ApprovedBefore } from '../versions/ApprovedBefore.tsx'
import classes from '../versions/Paper.module.css'
import { FixedText, Sheet, TitleBlock } from '../versions/PaperText.tsx'
import { InternalNote } from './InternalNote.tsx'

const nobody: readonly PersonHere[] = []

/** The same empty list each time: a section renders again only if somebody works in it. */
function othersHere(people: readonly PersonHere[], section: string): readonly PersonHere[] {
  const others = othersAtWork(people, section)
  return others.length === 0 ? nobody : others
}

const nextDraft = (document: DocumentDetail): DocumentDetail => ({
  ...document,
  document_version: document.document_version + 1,
  status: 'in_progress',
})

export type FocusRequest = { section: string; count: number }

type Props = {
  document: DocumentDetail
  room: Room
  people: readonly PersonHere[]
  focusRequest: FocusRequest | null
  onPresence: (section: string, isIn: boolean) => void
}

/** The document itself: what the template says, quietly, and what people write. */
export function Paper({ document, room, people, focusRequest, onPresence }: Props) {
  const access = useStore(room.access)
  const approval = useApprovedBefore(document)
  const { fixed_sections, fillable_sections } = document.content
  return (
    <Sheet sections={fillable_sections}>
      <TitleBlock document={approval ? nextDraft(document) : document} />
      {approval && <ApprovedBefore documentId={document.id} approval={approval} />}
      <InternalNote about={wholeDocument} title={document.document_name} showsStatus />
      {fixed_sections.map((section) => (
        <Fragment key={section.id}>
          <FixedText section={section} elementId={sectionElementId(section.id)} />
          <InternalNote about={section.id} title={section.title} under="fixed" />
        </Fragment>
      ))}
      <div className={classes.sections}>
        {fillable_sections.map((section) => (
          <Fragment key={section.id}>
            <FillableSection
              section={section}
              room={room}
              access={access}
              documentId={document.id}
              customerId={document.customer_id}
              isoCode={document.iso_code}
              evidencePolicy={document.evidence_policy}
              others={othersHere(people, section.id)}
              focusRequest={focusRequest?.section === section.id ? focusRequest.count : 0}
              onPresence={onPresence}
            />
            <InternalNote about={section.id} title={section.title} under="section" />
          </Fragment>
        ))}
      </div>
    </Sheet>
  )
}
