import type { DocumentDetail, VersionDetail } from '@certloom/shared/documents/contract'
import { FactWords } from '../facts/FactWords.tsx'
import { ShownFacts } from '../facts/shownFacts.ts'
import { SkeletonRows } from '../ui/PageSkeleton.tsx'
import { ProblemAlert } from '../ui/ProblemAlert.tsx'
import { useVersion } from '../versions/useVersion.ts'
import { StoredContent } from '../versions/VersionSection.tsx'
import { Writers } from '../versions/Writers.tsx'
import classes from './Review.module.css'

type Section = VersionDetail['content']['fillable_sections'][number]

/** Section by section what the template asks for, and beside it what the pinned version says. */
export function PinnedContent({ document, revision }: { document: DocumentDetail; revision: number }) {
  const { data: version, error } = useVersion(document.id, revision)
  if (error) return <ProblemAlert error={error} />
  if (version === undefined) return <SkeletonRows rows={8} />
  const { fixed_sections, fillable_sections } = version.content
  return (
    <ShownFacts value={version.facts ?? {}}>
      <div className={classes.sections}>
        {fixed_sections.map(({ id, title, content }) => (
          <section key={id} className={classes.fixed} aria-labelledby={`pinned-${id}-title`}>
            <h3 id={`pinned-${id}-title`} className={classes.fixedTitle}>
              {title}
            </h3>
            <p className={classes.fixedText}>
              <FactWords text={content} />
            </p>
          </section>
        ))}
        {fillable_sections.map((section) => (
          <PinnedSection key={section.id} section={section} customerId={document.customer_id} />
        ))}
      </div>
    </ShownFacts>
  )
}

function PinnedSection({ section, customerId }: { section: Section; customerId: string }) {
  const { id, title, contributors } = section
  return (
    <section id={`pinned-${id}`} className={classes.pair} aria-labelledby={`pinned-${id}-title`}>
      <div className={classes.asked}>
        <h3 id={`pinned-${id}-title`} className={classes.sectionTitle} tabIndex={-1}>
          {title}
        </h3>
        <Guidance section={section} />
      </div>
      <div className={classes.said}>
        <StoredContent section={section} customerId={customerId} />
        <Writers contributors={contributors} of={title} />
      </div>
    </section>
  )
}

/** What the template says about a section to whoever fills it. */
function Guidance({ section }: { section: Section }) {
  const { placeholder, refs, is_mandatory, requires_evidence, evidence_description, columns } = section
  const facts = [refs.join(', '), is_mandatory ? 'mandatory' : 'optional'].filter((fact) => fact !== '').join(' · ')
  return (
    <>
      <p className={classes.quiet}>{facts}</p>
      {placeholder !== '' && <p className={classes.guidance}>{placeholder}</p>}
      {columns.length > 0 && <p className={classes.quiet}>Columns: {columns.map(({ label }) => label).join(', ')}</p>}
      {requires_evidence && <p className={classes.quiet}>Evidence: {evidence_description ?? 'required'}</p>}
    </>
  )
}
