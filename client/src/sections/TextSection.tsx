import { memo, useMemo, useState } from 'react'
import { useCommentsHere } from '../comments/commentsHere.ts'
import { RichTextSection } from '../editor/RichTextSection.tsx'
import { useFocusWithin } from '../ui/useFocusWithin.ts'
import { SectionCard } from './SectionCard.tsx'
import type { SectionProps } from './sectionProps.ts'

/** A section of rich text that everybody in the room edits together. */
export const TextSection = memo(function TextSection({ section, room, access, others, footer, focusRequest, onPresence }: SectionProps) {
  const [isCurrent, handlers] = useFocusWithin((isIn) => onPresence(section.id, isIn))
  const { board } = useCommentsHere()
  const highlights = useMemo(() => board.highlightsIn(section.id), [board, section.id])
  const [toolbarSlot, setToolbarSlot] = useState<HTMLElement | null>(null)
  return (
    <SectionCard section={section} others={others} isCurrent={isCurrent} handlers={handlers} toolbarSlot={setToolbarSlot} footer={footer}>
      <RichTextSection
        room={room}
        access={access}
        section={section}
        content={section.content}
        describedBy={SectionCard.hintId(section.id)}
        highlights={highlights}
        isCurrent={isCurrent}
        toolbarSlot={toolbarSlot}
        focusRequest={focusRequest}
      />
    </SectionCard>
  )
})
