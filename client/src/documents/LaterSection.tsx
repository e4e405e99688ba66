import type { FilledSection } from '@certloom/shared/documents/contract'
import { IconList, IconPaperclip, IconTable } from '@tabler/icons-react'
import { type ComponentType, memo } from 'react'
import type { PersonHere } from '../collab/people.ts'
import classes from './LaterSection.module.css'
import { SectionCard } from './SectionCard.tsx'

type LaterType = Exclude<FilledSection['type'], 'text'>

const kinds: Record<LaterType, { icon: ComponentType<{ className?: string | undefined }>; name: string }> = {
  table: { icon: IconTable, name: 'Table' },
  list: { icon: IconList, name: 'List' },
  evidence: { icon: IconPaperclip, name: 'Evidence' },
}

function Columns({ section }: { section: FilledSection }) {
  return (
    <ul className={classes.columns} aria-label="Columns">
      {section.columns.map((column) => (
        <li key={column.id}>{column.label}</li>
      ))}
    </ul>
  )
}

/** What a section of a kind that cannot be edited here yet is for, and what it will hold. */
export const LaterSection = memo(function LaterSection({ section, others }: { section: FilledSection; others: readonly PersonHere[] }) {
  if (section.type === 'text') return null
  const { icon: Icon, name } = kinds[section.type]
  return (
    <SectionCard section={section} others={others}>
      <div className={classes.later}>
        <p className={classes.what}>
          <Icon className={classes.icon} aria-hidden /> {name}
        </p>
        {section.columns.length > 0 && <Columns section={section} />}
        <p className={classes.need}>{section.evidence_description ?? section.placeholder}</p>
        {section.text !== '' && <p className={classes.stored}>{section.text}</p>}
        <p className={classes.note}>Editing this kind of section comes with a later version</p>
      </div>
    </SectionCard>
  )
})
