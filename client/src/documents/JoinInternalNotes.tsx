import { wholeDocument } from '@certloom/shared/collab/internalDoc'
import type { DocumentDetail } from '@certloom/shared/documents/contract'
import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { q } from '../api/client.ts'
import type { Room } from '../collab/room.ts'
import { useRoom } from '../collab/useRoom.ts'

type Props = { document: DocumentDetail; onRoom: (room: Room | null) => void }

const noteOn = (id: string, title: string) => ({ id, title: `Internal note on ${title}`, type: 'text' as const, columns: [] })

function Joined({ document, onRoom, name }: Props & { name: string }) {
  const { id, document_name, content } = document
  const sections = [...content.fixed_sections, ...content.fillable_sections]
  const room = useRoom(name, {
    kind: 'internal',
    documentId: id,
    documentName: document_name,
    sections: [noteOn(wholeDocument, document_name), ...sections.map((section) => noteOn(section.id, section.title))],
  })
  useEffect(() => {
    onRoom(room)
    return () => onRoom(null)
  }, [room, onRoom])
  return null
}

/** Joins the room of a document's internal notes for as long as they are shown. */
export function JoinInternalNotes(props: Props) {
  const { data } = useQuery(q.documents.internalNotes.queryOptions({ input: { document_id: props.document.id } }))
  return data === undefined ? null : <Joined {...props} name={data.room} />
}
