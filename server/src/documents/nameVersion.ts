import { schemaVersion } from '@certloom/shared/collab/schemaVersion'
import { newId } from '@certloom/shared/ids'
import { byRequester, record } from '../audit/record.ts'
import { authorize, tenantOf } from '../auth/authorize.ts'
import type { Ctx, SignedIn } from '../context.ts'
import type { Tx } from '../db/prisma.ts'
import { withTenant } from '../db/tenant.ts'
import { findVersion, type ListedVersion, type VersionWords, wordsOf } from './history.ts'
import { documentHash } from './saveDocument.ts'
import { findReadable, type ReadableDocument, roomOf } from './service.ts'

/** A named revision with what it is shown with. */
export type NamedVersion = VersionWords & { version: ListedVersion }

/**
 * Gives the document as it is at this moment, unsaved keystrokes included, a name: a revision of its own that changes nothing, keeps the full
 * state and is never thinned out. Asked again for the name that the newest revision has already, it answers that one.
 * @throws `not_found`, `forbidden`, and `not_durable` if what is typed could not be stored
 */
export async function nameVersion(ctx: Ctx, id: string, label: string): Promise<NamedVersion> {
  const signedIn = authorize(ctx, 'document.read')
  const room = await withTenant(ctx.db, tenantOf(signedIn), async (tx) => {
    const document = await findReadable(ctx, tx, id)
    authorize(ctx, 'document.edit', document.customerId)
    return roomOf(tx, document)
  })
  await ctx.live.edit(room, signedIn, () => {}) // opens the room: edits that a crash left in the log belong to this version too
  await ctx.live.store(room)
  const named = await withTenant(ctx.db, tenantOf(signedIn), async (tx) => {
    const document = await findReadable(ctx, tx, id)
    const version = await writeNamed({ ...ctx, signedIn }, tx, document, label)
    return { version, ...(await wordsOf(tx, document, [version])) }
  })
  ctx.live.tellStored(room, named.version.revision)
  return named
}

async function writeNamed(ctx: Ctx & { signedIn: SignedIn }, tx: Tx, document: ReadableDocument, label: string): Promise<ListedVersion> {
  const { id, organizationId, customerId } = document
  const newest = await lockNewest(tx, document)
  if (newest.kind === 'named' && newest.label === label) return newest
  const revision = newest.revision + 1
  const sections = await tx.sectionProjection.findMany({
    where: { organizationId, documentId: id },
    select: { sectionId: true, contentHash: true },
  })
  const { state } = await tx.liveDocument.findUniqueOrThrow({ where: { room: await roomOf(tx, document) }, select: { state: true } })
  const version = await tx.documentVersion.create({
    data: {
      id: newId(),
      organizationId,
      customerId,
      documentId: id,
      revision,
      documentVersion: newest.documentVersion,
      kind: 'named',
      label,
      createdById: ctx.signedIn.person.id,
      contributorIds: [],
      changedSections: {},
      contentHash: documentHash(new Map(sections.map((section) => [section.sectionId, section.contentHash]))),
      schemaVersion,
      state,
    },
  })
  await tx.customerDocument.update({ where: { organizationId_id: { organizationId, id } }, data: { revision }, select: { id: true } })
  await record(tx, byRequester(ctx), {
    action: 'version.named',
    entity: { type: 'customer_document', id },
    customerId,
    after: { label, revision },
  })
  return { ...version, changedSectionIds: [] }
}

/** Holds the document's row, so that no save comes in between, and answers its newest revision. */
async function lockNewest(tx: Tx, document: ReadableDocument): Promise<ListedVersion> {
  const { organizationId, id } = document
  const [row] = await tx.$queryRaw<{ revision: number }[]>`
    select revision from customer_document where organization_id = ${organizationId}::uuid and id = ${id}::uuid for update`
  const newest = row && (await findVersion(tx, document, row.revision))
  if (!newest) throw new Error(`The document ${id} has no version row of its revision.`)
  return newest
}
