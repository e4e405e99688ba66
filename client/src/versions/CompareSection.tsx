import type { ComparedSection, SectionDiff } from '@certloom/shared/comparison/contract'
import { Button } from '@mantine/core'
import card from '../sections/SectionCard.module.css'
import { versionElementId } from '../sections/sectionPlace.ts'
import { useTablePeople } from '../sections/useTablePeople.ts'
import classes from './Compare.module.css'
import { CompareItems } from './CompareItems.tsx'
import { CompareTable } from './CompareTable.tsx'
import { CompareText } from './CompareText.tsx'

function Diff({ section, diff, customerId }: { section: ComparedSection; diff: SectionDiff; customerId: string }) {
  const people = useTablePeople(
    customerId,
    section.columns.some((column) => column.type === 'person'),
  )
  const { writers, columns, title } = section
  switch (diff.type) {
    case 'text':
      return <CompareText lines={diff.lines} writers={writers} />
    case 'table':
      return <CompareTable {...diff} template={columns} title={title} people={people} writers={writers} />
    case 'list':
    case 'evidence':
      return <CompareItems items={diff.items} writers={writers} />
  }
}

type Props = {
  section: ComparedSection
  diff: SectionDiff
  customerId: string
  /** Restores the older side of this section; undefined for those who may not. */
  onRestore: (() => void) | undefined
  isRestoring: boolean
}

/** A section that changed between two revisions. */
export function CompareSection({ section, diff, customerId, onRestore, isRestoring }: Props) {
  const elementId = versionElementId(section.id)
  return (
    <section id={elementId} className={card.card} aria-labelledby={`${elementId}-title`}>
      <div className={card.head}>
        <h2 className={card.title} id={`${elementId}-title`} tabIndex={-1}>
          {section.title}
        </h2>
        {onRestore && section.type !== 'evidence' && (
          <Button
            size="compact-xs"
            variant="default"
            loading={isRestoring}
            onClick={onRestore}
            aria-label={`Restore section ${section.title}`}
          >
            Restore section
          </Button>
        )}
      </div>
      {section.writers === null && (
        <p className={classes.rest}>Who wrote which part is not known for this revision: the document has moved on since.</p>
      )}
      <Diff section={section} diff={diff} customerId={customerId} />
    </section>
  )
}
