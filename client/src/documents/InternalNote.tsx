import { internalNote } from '@certloom/shared/collab/internalDoc'
import { IconEyeOff } from '@tabler/icons-react'
import { useState } from 'react'
import type { Room } from '../collab/room.ts'
import { useStore } from '../collab/useRoom.ts'
import { RichTextSection } from '../editor/RichTextSection.tsx'
import { SaveStatus } from '../rooms/SaveStatus.tsx'
import { useFocusWithin } from '../ui/useFocusWithin.ts'
import classes from './InternalNote.module.css'
import { useInternalNotes } from './internalNotes.ts'

type Props = {
  /** the section it is about, or the whole document */
  about: string
  title: string
  /** what it stands below; nothing for the whole document */
  under?: 'fixed' | 'section'
  /** Says how the notes are saved; one of them does. */
  showsStatus?: boolean
}

/** What staff note about a section among themselves, while internal notes are shown; nothing otherwise. */
export function InternalNote(props: Props) {
  const room = useInternalNotes()
  return room === null ? null : <LiveNote key={room.doc.clientID} {...props} room={room} />
}

const stay = () => {}

function LiveNote({ about, title, under, showsStatus = false, room }: Props & { room: Room }) {
  const access = useStore(room.access)
  const [isCurrent, handlers] = useFocusWithin(stay)
  const [toolbarSlot, setToolbarSlot] = useState<HTMLElement | null>(null)
  const label = `Internal note on ${title}`
  return (
    <aside className={classes.note} aria-label={label} data-under={under} {...handlers}>
      <div ref={setToolbarSlot} className={classes.tools} />
      <p className={classes.head}>
        <IconEyeOff className={classes.icon} aria-hidden />
        Internal note, for staff only
        {showsStatus && <SaveStatus room={room} />}
      </p>
      <RichTextSection
        room={room}
        access={access}
        section={{ id: about, title: label, placeholder: 'The customer never sees this' }}
        fragment={internalNote(room.doc, about)}
        content={null}
        isCurrent={isCurrent}
        toolbarSlot={toolbarSlot}
        focusRequest={0}
      />
    </aside>
  )
}
