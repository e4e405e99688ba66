import type { DocumentDetail } from '@certloom/shared/documents/contract'
import type { FixedSection } from '@certloom/shared/templates/contract'
import { memo } from 'react'
import { othersIn, type PersonHere } from '../collab/people.ts'
import type { Room } from '../collab/room.ts'
import { useStore } from '../collab/useRoom.ts'
import { FillableSection } from './FillableSection.tsx'
import classes from './Paper.module.css'
import { sectionElementId } from './sectionPlace.ts'

const nobody: readonly PersonHere[] = []

/** The same empty list each time: a section renders again only if somebody is in it. */
function othersHere(people: readonly PersonHere[], section: string): readonly PersonHere[] {
  const others = othersIn(people, section)
  return others.length === 0 ? nobody : others
}

function TitleBlock({ document }: { document: DocumentDetail }) {
  const { document_name, document_type, clause_refs, document_version, status } = document
  const facts = [
    document_type.charAt(0).toUpperCase() + document_type.slice(1).replaceAll('_', ' '),
    clause_refs.length > 0 ? `Clause ${clause_refs.join(', ')}` : null,
    `Version ${document_version}${status === 'approved' ? '' : ' draft'}`,
  ]
  return (
    <>
      <h1 className={classes.title} tabIndex={-1}>
        {document_name}
      </h1>
      <ul className={classes.facts}>
        {facts
          .filter((fact) => fact !== null)
          .map((fact) => (
            <li key={fact}>{fact}</li>
          ))}
      </ul>
    </>
  )
}

const FixedText = memo(function FixedText({ section }: { section: FixedSection }) {
  return (
    <section id={sectionElementId(section.id)} className={classes.fixed} aria-labelledby={`${sectionElementId(section.id)}-title`}>
      <h2 className={classes.fixedTitle} id={`${sectionElementId(section.id)}-title`} tabIndex={-1}>
        {section.title}
      </h2>
      <blockquote className={classes.fixedText}>{section.content}</blockquote>
    </section>
  )
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
  const { fixed_sections, fillable_sections } = document.content
  return (
    <article className={classes.paper}>
      <TitleBlock document={document} />
      {fixed_sections.map((section) => (
        <FixedText key={section.id} section={section} />
      ))}
      <div className={classes.sections}>
        {fillable_sections.map((section) => (
          <FillableSection
            key={section.id}
            section={section}
            room={room}
            access={access}
            documentId={document.id}
            customerId={document.customer_id}
            evidencePolicy={document.evidence_policy}
            others={othersHere(people, section.id)}
            focusRequest={focusRequest?.section === section.id ? focusRequest.count : 0}
            onPresence={onPresence}
          />
        ))}
      </div>
    </article>
  )
}
