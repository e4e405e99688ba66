import { byRequester, record } from '../audit/record.ts'
import { authorize, tenantOf } from '../auth/authorize.ts'
import type { Ctx, SignedIn } from '../context.ts'
import type { Tx } from '../db/prisma.ts'
import { withTenant } from '../db/tenant.ts'
import { storeFacts } from '../facts/storeFacts.ts'
import { type ListedVersion, type VersionWords, wordsOf } from './history.ts'
import { holdNewest, pinVersion } from './pinVersion.ts'
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
  const { room, customerId } = await withTenant(ctx.db, tenantOf(signedIn), async (tx) => {
    const document = await findReadable(ctx, tx, id)
    authorize(ctx, 'document.edit', document.customerId)
    return { room: await roomOf(tx, document), customerId: document.customerId }
  })
  await ctx.live.edit(room, signedIn, () => {}) // opens the room: edits that a crash left in the log belong to this version too
  await ctx.live.store(room)
  await storeFacts(ctx, signedIn, customerId)
  const named = await withTenant(ctx.db, tenantOf(signedIn), async (tx) => {
    const document = await findReadable(ctx, tx, id)
    const version = await writeNamed({ ...ctx, signedIn }, tx, document, label)
    return { version, ...(await wordsOf(tx, document, [version])) }
  })
  ctx.live.tellStored(room, named.version.revision)
  return named
}

async function writeNamed(ctx: Ctx & { signedIn: SignedIn }, tx: Tx, document: ReadableDocument, label: string): Promise<ListedVersion> {
  const { id, customerId } = document
  const newest = await holdNewest(tx, document)
  if (newest.kind === 'named' && newest.label === label) return newest
  const documentVersion = newest.draftVersion
  const version = await pinVersion(tx, document, newest, { kind: 'named', label, documentVersion, createdById: ctx.signedIn.person.id })
  await tx.customerDocument.update({
    where: { organizationId_id: { organizationId: document.organizationId, id } },
    data: { revision: version.revision },
    select: { id: true },
  })
  await record(tx, byRequester(ctx), {
    action: 'version.named',
    entity: { type: 'customer_document', id },
    customerId,
    after: { label, revision: version.revision },
  })
  return version
}
