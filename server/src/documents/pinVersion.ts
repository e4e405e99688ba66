import { schemaVersion } from '@certloom/shared/collab/schemaVersion'
import { newId } from '@certloom/shared/ids'
import { type DocumentVersion, Prisma } from '../db/generated/client.ts'
import type { Tx } from '../db/prisma.ts'
import { shownFacts } from '../facts/shownFacts.ts'
import { findVersion, type ListedVersion } from './history.ts'
import { documentHash } from './saveDocument.ts'
import { type ReadableDocument, roomOf } from './service.ts'

/** A document's newest revision, and the version its draft is now: a withdrawal begins the next one and writes no revision. */
type Newest = ListedVersion & { draftVersion: number }

/** Holds the document's row, so that no save comes in between, and answers its newest revision. */
export async function holdNewest(tx: Tx, document: ReadableDocument): Promise<Newest> {
  const { organizationId, id } = document
  const [row] = await tx.$queryRaw<{ revision: number; draftVersion: number }[]>`
    select revision, document_version as "draftVersion" from customer_document
     where organization_id = ${organizationId}::uuid and id = ${id}::uuid for update`
  const newest = row && (await findVersion(tx, document, row.revision))
  if (!newest) throw new Error(`The document ${id} has no version row of its revision.`)
  return { ...newest, draftVersion: row.draftVersion }
}

/**
 * Writes what the document said when it was saved last as a revision of its own, made on purpose: it changes nothing, keeps the full state and is
 * never thinned out. Whoever calls holds the document's row and gives it the new revision.
 */
export async function pinVersion(
  tx: Tx,
  document: ReadableDocument,
  newest: ListedVersion,
  made: Pick<DocumentVersion, 'kind' | 'label' | 'documentVersion' | 'createdById'>,
): Promise<ListedVersion> {
  const { id: documentId, organizationId, customerId } = document
  const sections = await tx.sectionProjection.findMany({
    where: { organizationId, documentId },
    select: { sectionId: true, contentHash: true },
  })
  const { state } = await tx.liveDocument.findUniqueOrThrow({ where: { room: await roomOf(tx, document) }, select: { state: true } })
  const facts = await shownFacts(tx, document)
  const version = await tx.documentVersion.create({
    data: {
      id: newId(),
      organizationId,
      customerId,
      documentId,
      revision: newest.revision + 1,
      ...made,
      contributorIds: [],
      changedSections: {},
      contentHash: documentHash(new Map(sections.map((section) => [section.sectionId, section.contentHash])), facts),
      facts: facts ?? Prisma.DbNull,
      schemaVersion,
      state,
    },
  })
  return { ...version, changedSectionIds: [] }
}
