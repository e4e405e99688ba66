import { sessionNotes } from '@certloom/shared/collab/internalDoc'
import { IconLock } from '@tabler/icons-react'
import { useState } from 'react'
import { useRoom, useStore } from '../collab/useRoom.ts'
import { RichTextSection } from '../editor/RichTextSection.tsx'
import { RescuedNotice } from '../rooms/RescuedNotice.tsx'
import { SaveStatus } from '../rooms/SaveStatus.tsx'
import { useFocusWithin } from '../ui/useFocusWithin.ts'
import { aboutNotes } from './aboutSession.ts'
import classes from './PrivateNotes.module.css'
import type { SessionDetail } from './queries.ts'

const section = { id: 'notes', title: 'Private notes', placeholder: 'What to ask later, what you noticed' }

/** What staff write for themselves, in a room that no customer is let into. */
export function PrivateNotes({ room: name, session }: { room: string; session: SessionDetail }) {
  const about = aboutNotes(session)
  const room = useRoom(name, about)
  const access = useStore(room.access)
  const [isCurrent, handlers] = useFocusWithin(() => {})
  const [toolbarSlot, setToolbarSlot] = useState<HTMLElement | null>(null)
  return (
    <section className={classes.notes} aria-label="Private notes" {...handlers}>
      <p className={classes.label}>
        <IconLock className={classes.icon} aria-hidden /> Private notes, for staff only
        <SaveStatus room={room} />
      </p>
      <RescuedNotice documentId={about.documentId} />
      <div ref={setToolbarSlot} className={classes.toolbar} />
      <div className={classes.sheet}>
        <RichTextSection
          key={room.doc.clientID}
          room={room}
          access={access}
          section={section}
          fragment={sessionNotes(room.doc)}
          content={null}
          isCurrent={isCurrent}
          toolbarSlot={toolbarSlot}
          focusRequest={0}
        />
      </div>
    </section>
  )
}
