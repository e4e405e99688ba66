import type { DocumentDetail } from '@certloom/shared/documents/contract'
import type { FillableSection, FixedSection } from '@certloom/shared/templates/contract'
import { memo, type ReactNode } from 'react'
import { FactWords } from '../facts/FactWords.tsx'
import classes from './Paper.module.css'

type TitledDocument = Pick<DocumentDetail, 'document_name' | 'document_type' | 'clause_refs' | 'document_version' | 'status'>

/** A table with more columns than this takes more room than text does. */
const mostColumnsBesideText = 4

type SheetProps = { sections: readonly Pick<FillableSection, 'columns'>[]; children: ReactNode }

/** What the document stands on: as wide as text should be, or as its widest table needs. */
export function Sheet({ sections, children }: SheetProps) {
  const isWide = sections.some(({ columns }) => columns.length > mostColumnsBesideText)
  return (
    <article className={classes.paper} data-wide={isWide || undefined}>
      {children}
    </article>
  )
}

/** What the document is called, and what kind of document it is. */
export function TitleBlock({ document }: { document: TitledDocument }) {
  const { document_name, document_type, clause_refs, document_version, status } = document
  const facts = [
    document_type.charAt(0).toUpperCase() + document_type.slice(1).replaceAll('_', ' '),
    clause_refs.length > 0 ? `${clause_refs.length === 1 ? 'Clause' : 'Clauses'} ${clause_refs.join(', ')}` : null,
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

/** What the template says in every document made from it. */
export const FixedText = memo(function FixedText({ section, elementId }: { section: FixedSection; elementId: string }) {
  return (
    <section id={elementId} className={classes.fixed} aria-labelledby={`${elementId}-title`}>
      <h2 className={classes.fixedTitle} id={`${elementId}-title`} tabIndex={-1}>
        {section.title}
      </h2>
      <blockquote className={classes.fixedText}>
        <FactWords text={section.content} />
      </blockquote>
    </section>
  )
})
