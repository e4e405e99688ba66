import type { DocumentDetail } from '@certloom/shared/documents/contract'
import type { RoomAbout } from '../collab/device.ts'

/** What the room of a document is about. */
export const aboutDocument = ({ id, document_name, content }: DocumentDetail): RoomAbout => ({
  documentId: id,
  documentName: document_name,
  sections: content.fillable_sections.map(({ id: sectionId, title, type, columns }) => ({ id: sectionId, title, type, columns })),
})
