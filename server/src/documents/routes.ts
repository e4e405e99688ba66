import { z } from 'zod'
import { keyset, readKeyset, toPage } from '../http/paging.ts'
import { protectedBySession } from '../http/procedures.ts'
import { lockSection } from './lockSection.ts'
import { markSection } from './markSection.ts'
import { etagOf, presentDocument, presentDocumentDetail, presentVersion } from './present.ts'
import { type DocumentFilter, type DocumentKey, getDocument, isOrderedByPosition, listDocuments, listHistory } from './service.ts'

const ByPosition = z.tuple([z.int32(), z.uuid()]).transform(([position, id]) => ({ position, id }))
const ById = z.tuple([z.uuid()]).transform(([id]) => ({ id }))
const ByRevision = z.tuple([z.int32()])

const readDocumentKey = (filter: DocumentFilter, cursor: string | undefined): DocumentKey | undefined =>
  isOrderedByPosition(filter) ? readKeyset(cursor, ByPosition) : readKeyset(cursor, ById)

export const documentRoutes = {
  list: protectedBySession.documents.list.handler(async ({ context, input: { customer_id, plan_id, status, limit, cursor } }) => {
    const filter = { customerId: customer_id, planId: plan_id, status }
    const documents = await listDocuments(context, filter, { limit, after: readDocumentKey(filter, cursor) })
    return toPage(documents, limit, (row) => (isOrderedByPosition(filter) ? keyset(row.position, row.id) : keyset(row.id)), presentDocument)
  }),
  get: protectedBySession.documents.get.handler(async ({ context, input }) => {
    const document = await getDocument(context, input.document_id)
    context.setHeader('etag', etagOf(document))
    return presentDocumentDetail(document)
  }),
  markSection: protectedBySession.documents.markSection.handler(({ context, input: { document_id, section_id, needs_work } }) =>
    markSection(context, { documentId: document_id, sectionId: section_id }, needs_work),
  ),
  lockSection: protectedBySession.documents.lockSection.handler(({ context, input: { document_id, section_id, locked } }) =>
    lockSection(context, { documentId: document_id, sectionId: section_id }, locked),
  ),
  history: protectedBySession.documents.history.handler(async ({ context, input: { document_id, limit, cursor } }) => {
    const [after] = readKeyset(cursor, ByRevision) ?? []
    const history = await listHistory(context, document_id, { limit, after })
    return toPage(
      history.versions,
      limit,
      (row) => keyset(row.revision),
      (row) => presentVersion(row, history),
    )
  }),
}
