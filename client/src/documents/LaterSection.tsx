import type { FilledSection } from '@certloom/shared/documents/contract'
import { IconPaperclip } from '@tabler/icons-react'
import { memo } from 'react'
import type { PersonHere } from '../collab/people.ts'
import classes from './LaterSection.module.css'
import { SectionCard } from './SectionCard.tsx'

/** What a section of evidence is for; files cannot be put there yet. */
export const LaterSection = memo(function LaterSection({ section, others }: { section: FilledSection; others: readonly PersonHere[] }) {
  return (
    <SectionCard section={section} others={others}>
      <div className={classes.later}>
        <p className={classes.what}>
          <IconPaperclip className={classes.icon} aria-hidden /> Evidence
        </p>
        <p className={classes.need}>{section.evidence_description ?? section.placeholder}</p>
        <p className={classes.note}>Editing this kind of section comes with a later version</p>
      </div>
    </SectionCard>
  )
})
