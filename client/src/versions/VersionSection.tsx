import type { VersionSection as StoredSection } from '@certloom/shared/documents/contract'
import { StaticText } from '../editor/StaticText.tsx'
import card from '../sections/SectionCard.module.css'
import { SectionCard } from '../sections/SectionCard.tsx'
import { StaticEvidence } from '../sections/StaticEvidence.tsx'
import { StaticList } from '../sections/StaticList.tsx'
import { StaticTable } from '../sections/StaticTable.tsx'
import { versionElementId } from '../sections/sectionPlace.ts'
import { useTablePeople } from '../sections/useTablePeople.ts'
import { ChangedMark } from './VersionMark.tsx'
import classes from './VersionSection.module.css'
import { Writers } from './Writers.tsx'

const nothing = 'Empty in this revision'

function StoredTable({ section, customerId }: { section: StoredSection; customerId: string }) {
  const hasPeople = section.columns.some((column) => column.type === 'person')
  const people = useTablePeople(customerId, hasPeople)
  const { content, columns, title } = section
  return <StaticTable content={content} columns={columns} placeholder={nothing} title={title} people={people} isWritable={false} />
}

/** What a section says in a revision, to read only. */
export function StoredContent({ section, customerId }: { section: StoredSection; customerId: string }) {
  switch (section.type) {
    case 'text':
      return <StaticText content={section.content} placeholder={nothing} />
    case 'table':
      return <StoredTable section={section} customerId={customerId} />
    case 'list':
      return <StaticList content={section.content} placeholder={nothing} isWritable={false} />
    case 'evidence':
      return <StaticEvidence content={section.content} placeholder={nothing} />
  }
}

type Props = { section: StoredSection; isChanged: boolean; customerId: string }

/** A section as a revision left it: to read only, with those who had written in it. */
export function VersionSection({ section, isChanged, customerId }: Props) {
  const elementId = versionElementId(section.id)
  return (
    <section id={elementId} className={card.card} aria-labelledby={`${elementId}-title`} data-current={isChanged || undefined}>
      <div className={card.head}>
        <h2 className={card.title} id={`${elementId}-title`} tabIndex={-1}>
          {section.title}
        </h2>
        <span className={card.clauses}>{SectionCard.clauseLine(section)}</span>
      </div>
      <div className={classes.writers}>
        {isChanged && <ChangedMark />}
        <Writers contributors={section.contributors} of={section.title} />
      </div>
      <StoredContent section={section} customerId={customerId} />
    </section>
  )
}
