import '@fontsource-variable/source-serif-4'
import '@fontsource-variable/source-serif-4/wght-italic.css'
import type { DocumentDetail } from '@certloom/shared/documents/contract'
import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useEffect } from 'react'
import { useMe } from '../accounts/useMe.ts'
import { q } from '../api/client.ts'
import { documentRouteId } from '../app/documentRoute.ts'
import { usePageTitle } from '../app/pageTitle.ts'
import type { RoomAbout } from '../collab/device.ts'
import type { Room } from '../collab/room.ts'
import { useRoom } from '../collab/useRoom.ts'
import { documentQuery } from './documentQuery.ts'
import { Workspace } from './Workspace.tsx'

const route = getRouteApi(documentRouteId)

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

function LiveDocument({ document }: { document: DocumentDetail }) {
  const room = useRoom(document.room, aboutOf(document))
  useFreshDocument(room, document.id)
  // A room opened afresh has other texts and other editors.
  return <Workspace key={room.doc.clientID} document={document} room={room} />
}

/** A customer's document, to read and to write together. */
export function DocumentPage() {
  const { documentId } = route.useParams()
  const { user, organization } = useMe()
  const { data: document } = useSuspenseQuery(documentQuery({ userId: user.id, organizationId: organization.id }, documentId))
  usePageTitle(document.document_name)
  return <LiveDocument document={document} />
}
