import type { DocumentDetail } from '@certloom/shared/documents/contract'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { q } from '../api/client.ts'
import type { RoomAbout } from '../collab/device.ts'
import type { Room } from '../collab/room.ts'
import { useRoom } from '../collab/useRoom.ts'

/** Reads again what the server derives from the text: when it stored a revision, and when the room it named is no longer to be had. */
function useFreshDocument(room: Room, documentId: string): void {
  const queries = useQueryClient()
  useEffect(() => {
    const refresh = () => {
      void queries.invalidateQueries({ queryKey: q.documents.get.key({ input: { document_id: documentId } }) })
      void queries.invalidateQueries({ queryKey: q.documents.history.key() })
      void queries.invalidateQueries({ queryKey: q.documents.compare.key() })
      void queries.invalidateQueries({ queryKey: q.documents.contributors.key() })
      void queries.invalidateQueries({ queryKey: q.reviews.key() })
      void queries.invalidateQueries({ queryKey: q.activity.key() })
    }
    const onSave = () => {
      if (room.save.get().is === 'denied') refresh()
    }
    const unwatch = [room.storedRevision.subscribe(refresh), room.save.subscribe(onSave)]
    return () => {
      for (const stop of unwatch) stop()
    }
  }, [room, documentId, queries])
}

const aboutOf = ({ id, document_name, content }: DocumentDetail): RoomAbout => ({
  documentId: id,
  documentName: document_name,
  sections: content.fillable_sections.map(({ id: sectionId, title, type, columns }) => ({ id: sectionId, title, type, columns })),
})

/** A document's live room, joined; what the server derives from its text stays true meanwhile. A room opened afresh has another document. */
export function useDocumentRoom(document: DocumentDetail): Room {
  const room = useRoom(document.room, aboutOf(document))
  useFreshDocument(room, document.id)
  return room
}
