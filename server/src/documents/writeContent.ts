import type { NewSection } from '@certloom/shared/documents/content'
import { AppError } from '@certloom/shared/errors'
import type { SignedInCtx } from '../accounts/session.ts'
import { authorize, tenantOf } from '../auth/authorize.ts'
import { withTenant } from '../db/tenant.ts'
import { storeNow } from '../exports/storeNow.ts'
import { sectionsOf } from '../templates/sections.ts'
import { contentToWrite } from './contentToWrite.ts'
import { etagOf } from './present.ts'
import { hashNow, restoreSections } from './restoreSections.ts'
import { readStored } from './restoreVersion.ts'
import { findReadable, roomOf } from './service.ts'

/**
 * Lets sections say what a program sends. It is an edit of the live document like any other, changing no more than it must.
 * @throws `not_found`, `forbidden`; `precondition_required` without `If-Match`, `precondition_failed` if it is not the revision that stands;
 *   `invalid_input` for what a section cannot hold; `conflict` for a locked one
 */
export async function writeContent(ctx: SignedInCtx, id: string, given: readonly NewSection[]): Promise<void> {
  const signedIn = authorize(ctx, 'document.read')
  const { document, room } = await withTenant(ctx.db, tenantOf(signedIn), async (tx) => {
    const document = await findReadable(ctx, tx, id)
    authorize(ctx, 'document.edit', document.customerId)
    return { document, room: await roomOf(tx, document) }
  })
  if (ctx.ifMatch === undefined) throw new AppError('precondition_required', 'Send the `ETag` that you read as `If-Match`.')
  const wanted = given.map(({ id: sectionId, content }) => {
    const section = sectionsOf(document.templateVersion).fillable.find((one) => one.id === sectionId)
    if (!section) throw new AppError('not_found', `This document has no fillable section ${sectionId}.`)
    return { section, content: contentToWrite(section, content) }
  })
  await storeNow(ctx, signedIn, id)
  const stored = await withTenant(ctx.db, tenantOf(signedIn), (tx) => readStored(tx, document))
  if (ctx.ifMatch !== etagOf(stored)) throw stale()
  await ctx.live.edit(room, signedIn, (doc) => {
    if (wanted.some(({ section }) => hashNow(doc, section) !== stored.hashes.get(section.id))) throw stale()
    restoreSections(
      doc,
      wanted.map(({ section }) => section),
      new Map(wanted.map(({ section, content }) => [section.id, content])),
    )
  })
  await ctx.live.store(room)
}

const stale = (): AppError => new AppError('precondition_failed', 'Somebody has written in this document since you read it. Read it again.')
