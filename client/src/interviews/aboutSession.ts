import { sessionRoot } from '@certloom/shared/collab/internalDoc'
import { sessionParts } from '@certloom/shared/collab/sessionDoc'
import type { RoomAbout } from '../collab/device.ts'
import type { SessionDetail } from './queries.ts'

type Session = Pick<SessionDetail, 'id' | 'session_name'>

/** What the room of a session is about. */
export const aboutSession = ({ id, session_name }: Session): RoomAbout => ({
  kind: 'session',
  documentId: id,
  documentName: session_name,
  sections: Object.entries(sessionParts).map(([part, title]) => ({ id: part, title, type: 'list', columns: [] })),
})

/** What the room of the notes that staff take on a session is about; it is told apart from the session's own. */
export const aboutNotes = ({ id, session_name }: Session): RoomAbout => ({
  kind: 'session_notes',
  documentId: `notes:${id}`,
  documentName: `Notes on ${session_name}`,
  sections: [{ id: sessionRoot, title: 'Private notes', type: 'text', columns: [] }],
})
