import '@fontsource-variable/source-serif-4'
import '@fontsource-variable/source-serif-4/wght-italic.css'
import type { DocumentDetail } from '@certloom/shared/documents/contract'
import { useSuspenseQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useMe } from '../accounts/useMe.ts'
import { documentRouteId } from '../app/documentRoute.ts'
import { usePageTitle } from '../app/pageTitle.ts'
import { LiveFacts } from '../facts/LiveFacts.tsx'
import { documentQuery } from './documentQuery.ts'
import { useDocumentRoom } from './useDocumentRoom.ts'
import { Workspace } from './Workspace.tsx'

const route = getRouteApi(documentRouteId)

function LiveDocument({ document }: { document: DocumentDetail }) {
  const room = useDocumentRoom(document)
  // A room opened afresh has other texts and other editors.
  return (
    <LiveFacts document={document}>
      <Workspace key={room.doc.clientID} document={document} room={room} />
    </LiveFacts>
  )
}

/** A customer's document, to read and to write together. */
export function DocumentPage() {
  const { documentId } = route.useParams()
  const { user, organization } = useMe()
  const { data: document } = useSuspenseQuery(documentQuery({ userId: user.id, organizationId: organization.id }, documentId))
  usePageTitle(document.document_name)
  return <LiveDocument document={document} />
}
