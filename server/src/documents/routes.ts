import { z } from 'zod'
import { keyset, readKeyset, toPage } from '../http/paging.ts'
import { protectedBySession } from '../http/procedures.ts'
import { removeDocument } from '../plans/removeDocument.ts'
import { changeStatus } from '../reviews/changeStatus.ts'
import { calculateProgress } from './calculateProgress.ts'
import { changeDocument, type DocumentChanges } from './changeDocument.ts'
import { compareVersions } from './compareVersions.ts'
import { listContributors } from './contributors.ts'
import { listHistory } from './history.ts'
import { findNotesRoom } from './liveNotes.ts'
import { lockSection } from './lockSection.ts'
import { markSection } from './markSection.ts'
import { nameVersion } from './nameVersion.ts'
import {
  etagOf,
  presentComparison,
  presentDocument,
  presentDocumentDetail,
  presentRestored,
  presentSectionContributors,
  presentVersion,
  presentVersionDetail,
} from './present.ts'
import { type DocumentKey, orderOf, undated } from './queries.ts'
import { readVersion } from './readVersion.ts'
import { restoreVersion } from './restoreVersion.ts'
import { getDocument, listDocuments } from './service.ts'
import { writeContent } from './writeContent.ts'

const cursors: Record<ReturnType<typeof orderOf>, z.ZodType<DocumentKey>> = {
  position: z.tuple([z.int32().min(1), z.uuid()]),
  made: z.tuple([z.literal(0), z.uuid()]),
  due_date: z.tuple([z.union([z.iso.date(), z.literal(undated)]), z.uuid()]),
  updated: z.tuple([z.string().regex(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d+)?[+-]\d\d(:\d\d)?$/), z.uuid()]),
}
const ByRevision = z.tuple([z.int32()])

type Details = { document_name?: string | undefined; assigned_to?: string | null | undefined; due_date?: string | null | undefined }
const readChanges = ({ document_name, assigned_to, due_date }: Details): DocumentChanges => ({
  name: document_name,
  assigneeId: assigned_to,
  dueDate: due_date,
})

export const documentRoutes = {
  list: protectedBySession.documents.list.handler(async ({ context, input: { limit, cursor, ...filter } }) => {
    const documents = await listDocuments(context, filter, { limit, after: readKeyset(cursor, cursors[orderOf(filter)]) })
    return toPage(documents, limit, (row) => keyset(row.key, row.id), presentDocument)
  }),
  get: protectedBySession.documents.get.handler(async ({ context, input }) => {
    const document = await getDocument(context, input.document_id)
    context.setHeader('etag', etagOf(document))
    return presentDocumentDetail(document)
  }),
  update: protectedBySession.documents.update.handler(async ({ context, input }) => {
    const { document_id, content, expected = {}, status, version_hash, notes } = input
    const changes = readChanges(input)
    if (content !== undefined) await writeContent(context, document_id, content.fillable_sections)
    const isMore = content !== undefined || status !== undefined
    if (!isMore || Object.values(changes).some((value) => value !== undefined))
      await changeDocument(context, document_id, changes, readChanges(expected))
    if (status !== undefined) await changeStatus(context, document_id, status, { versionHash: version_hash, notes })
    const document = await getDocument(context, document_id)
    context.setHeader('etag', etagOf(document))
    return presentDocumentDetail(document)
  }),
  remove: protectedBySession.documents.remove.handler(({ context, input }) => removeDocument(context, input.document_id)),
  calculateProgress: protectedBySession.documents.calculateProgress.handler(async ({ context, input }) =>
    presentDocument(await calculateProgress(context, input.document_id)),
  ),
  markSection: protectedBySession.documents.markSection.handler(({ context, input: { document_id, section_id, needs_work } }) =>
    markSection(context, { documentId: document_id, sectionId: section_id }, needs_work),
  ),
  lockSection: protectedBySession.documents.lockSection.handler(({ context, input: { document_id, section_id, locked } }) =>
    lockSection(context, { documentId: document_id, sectionId: section_id }, locked),
  ),
  history: protectedBySession.documents.history.handler(async ({ context, input }) => {
    const { document_id, person_id, section_id, kind, limit, cursor } = input
    const [after] = readKeyset(cursor, ByRevision) ?? []
    const history = await listHistory(context, document_id, { personId: person_id, sectionId: section_id, kind }, { limit, after })
    return toPage(
      history.versions,
      limit,
      (row) => keyset(row.revision),
      (row) => presentVersion(row, history),
    )
  }),
  version: protectedBySession.documents.version.handler(async ({ context, input: { document_id, revision } }) =>
    presentVersionDetail(await readVersion(context, document_id, revision)),
  ),
  nameVersion: protectedBySession.documents.nameVersion.handler(async ({ context, input: { document_id, label } }) => {
    const named = await nameVersion(context, document_id, label)
    return presentVersion(named.version, named)
  }),
  compare: protectedBySession.documents.compare.handler(async ({ context, input: { document_id, from, to } }) =>
    presentComparison(await compareVersions(context, document_id, from, to)),
  ),
  restore: protectedBySession.documents.restore.handler(async ({ context, input: { document_id, revision, section_id, section_ids } }) =>
    presentRestored(
      await restoreVersion(context, document_id, revision, section_ids ?? (section_id === undefined ? undefined : [section_id])),
    ),
  ),
  contributors: protectedBySession.documents.contributors.handler(async ({ context, input: { document_id, revision } }) =>
    presentSectionContributors(await listContributors(context, document_id, revision)),
  ),
  internalNotes: protectedBySession.documents.internalNotes.handler(async ({ context, input }) => ({
    room: await findNotesRoom(context, input.document_id),
  })),
}
