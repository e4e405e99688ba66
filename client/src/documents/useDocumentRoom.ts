import type { DocumentDetail } from '@certloom/shared/documents/contract'
import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useSyncExternalStore } from 'react'
import { q } from '../api/client.ts'
import type { Room } from '../collab/room.ts'
import { useOnStored } from '../collab/useOnStored.ts'
import { useRoom } from '../collab/useRoom.ts'
import { aboutDocument } from './aboutDocument.ts'

/** Reads again what the server derives from the text: when it stored a revision, and when the room it named is no longer to be had. */
function useFreshDocument(room: Room, documentId: string): void {
  const queries = useQueryClient()
  const refresh = useCallback(() => {
    void queries.invalidateQueries({ queryKey: q.documents.get.key({ input: { document_id: documentId } }) })
    void queries.invalidateQueries({ queryKey: q.documents.history.key() })
    void queries.invalidateQueries({ queryKey: q.documents.compare.key() })
    void queries.invalidateQueries({ queryKey: q.documents.contributors.key() })
    void queries.invalidateQueries({ queryKey: q.reviews.key() })
    void queries.invalidateQueries({ queryKey: q.activity.key() })
  }, [documentId, queries])
  useOnStored(room, refresh)
  const isDenied = useSyncExternalStore(room.save.subscribe, () => room.save.get().is === 'denied')
  useEffect(() => {
    if (isDenied) refresh()
  }, [isDenied, refresh])
}

/** A document's live room, joined; what the server derives from its text stays true meanwhile. A room opened afresh has another document. */
export function useDocumentRoom(document: DocumentDetail): Room {
  const room = useRoom(document.room, aboutDocument(document))
  useFreshDocument(room, document.id)
  return room
}
