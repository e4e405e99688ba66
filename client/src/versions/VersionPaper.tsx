import type { DocumentDetail, VersionDetail } from '@certloom/shared/documents/contract'
import { ShownFacts } from '../facts/shownFacts.ts'
import { versionElementId } from '../sections/sectionPlace.ts'
import classes from './Paper.module.css'
import { FixedText, Sheet, TitleBlock } from './PaperText.tsx'
import { VersionSection } from './VersionSection.tsx'

/** The document as a revision left it. */
export function VersionPaper({ document, version }: { document: DocumentDetail; version: VersionDetail }) {
  const { document_version, changed_sections, kind } = version
  const changed = new Set(changed_sections.map((section) => section.id))
  const status = kind === 'approved' ? 'approved' : 'in_progress'
  return (
    <Sheet sections={version.content.fillable_sections}>
      <TitleBlock document={{ ...document, document_version, status }} />
      <ShownFacts value={version.facts ?? {}}>
        {version.content.fixed_sections.map((section) => (
          <FixedText key={section.id} section={section} elementId={versionElementId(section.id)} />
        ))}
      </ShownFacts>
      <div className={classes.sections}>
        {version.content.fillable_sections.map((section) => (
          <VersionSection key={section.id} section={section} isChanged={changed.has(section.id)} customerId={document.customer_id} />
        ))}
      </div>
    </Sheet>
  )
}
