import type { FilledSection } from '@certloom/shared/documents/contract'
import { memo, useState } from 'react'
import type { PersonHere } from '../collab/people.ts'
import type { Room } from '../collab/room.ts'
import type { Access } from '../collab/saveState.ts'
import { RichTextSection } from '../editor/RichTextSection.tsx'
import { SectionCard } from './SectionCard.tsx'
import { useFocusWithin } from './useFocusWithin.ts'

type Props = {
  section: FilledSection
  room: Room
  access: Access
  others: readonly PersonHere[]
  focusRequest: number
  /** The reader came into the section, or left it. */
  onPresence: (section: string, isIn: boolean) => void
}

/** A section of rich text that everybody in the room edits together. */
export const TextSection = memo(function TextSection({ section, room, access, others, focusRequest, onPresence }: Props) {
  const [isCurrent, handlers] = useFocusWithin((isIn) => onPresence(section.id, isIn))
  const [toolbarSlot, setToolbarSlot] = useState<HTMLElement | null>(null)
  return (
    <SectionCard section={section} others={others} isCurrent={isCurrent} handlers={handlers} toolbarSlot={setToolbarSlot}>
      <RichTextSection
        room={room}
        access={access}
        section={section}
        content={section.content}
        describedBy={SectionCard.hintId(section.id)}
        isCurrent={isCurrent}
        toolbarSlot={toolbarSlot}
        focusRequest={focusRequest}
      />
    </SectionCard>
  )
})
