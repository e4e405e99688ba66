import type { CommentTarget } from '@certloom/shared/comments/contract'
import { type ReadTarget, readTarget } from '@certloom/shared/comments/target'
import { AppError } from '@certloom/shared/errors'
import { canComment, canSeeComments } from '@certloom/shared/permissions'
import type { SignedInCtx } from '../accounts/session.ts'
import { authorize, tenantOf } from '../auth/authorize.ts'
import type { Prisma } from '../db/generated/client.ts'
import type { Tx } from '../db/prisma.ts'
import { withTenant } from '../db/tenant.ts'
import { storableAnchor } from './anchors.ts'
import { type CommentedDocument, findCommented, roomOf } from './queries.ts'
import { cleanWords } from './words.ts'
import { type FirstComment, writeThread } from './writeThread.ts'

export type NewThread = FirstComment & { documentId: string; target: CommentTarget }

/**
 * Begins a thread. The client names a place, and that place is looked up in this document as it is now: what is kept of it is the server's reading. Asked
 * again for the same thread by the same person, it begins nothing.
 * @throws `not_found`, `forbidden`, `invalid_input`, `conflict` if the place is gone, `unavailable` if it has not arrived here yet
 */
export async function beginThread(ctx: SignedInCtx, wanted: NewThread): Promise<void> {
  const { signedIn } = ctx
  const body = cleanWords(wanted.body)
  const found = await withTenant(ctx.db, tenantOf(signedIn), async (tx) => {
    const document = await findCommented(ctx, tx, wanted.documentId)
    const place = { customerId: document.customerId, isInternal: wanted.isInternal }
    if (!canSeeComments(signedIn.actor, place)) throw new AppError('not_found')
    if (!canComment(signedIn.actor, place)) throw new AppError('forbidden')
    return (await isRepeated(tx, ctx, wanted)) ? null : { document, room: await roomOf(tx, document) }
  })
  if (found === null) return
  const read = await readLive(ctx, found, wanted.target)
  await withTenant(ctx.db, tenantOf(signedIn), (tx) => write(tx, ctx, found.document, { ...wanted, body }, read))
  ctx.mailer.nudge()
}

type Read = Exclude<ReadTarget, string>

async function readLive(
  ctx: SignedInCtx,
  { document, room }: { document: CommentedDocument; room: string },
  target: CommentTarget,
): Promise<Read> {
  let read: ReadTarget = 'gone'
  await ctx.live.edit(room, ctx.signedIn, (doc) => {
    read = readTarget(doc, document.sections, target)
  })
  return requireThere(read)
}

function requireThere(read: ReadTarget): Read {
  if (read === 'gone')
    throw new AppError('conflict', 'What this comment is about was removed meanwhile. Comment on the section, or select other words.')
  if (read === 'unheard') throw new AppError('unavailable', 'What this comment is about has not reached the server yet.')
  return read
}

async function write(tx: Tx, ctx: SignedInCtx, document: CommentedDocument, wanted: NewThread, { anchor, quote }: Read): Promise<void> {
  const { organizationId, customerId, id: documentId, name, assigneeId } = document
  authorize(ctx, 'document.comment', customerId)
  await writeThread(
    tx,
    ctx,
    { documentId, projectId: null, name, assigneeId },
    {
      organizationId,
      customerId,
      documentId,
      sectionId: anchor.kind === 'document' ? null : anchor.section_id,
      kind: anchor.kind,
      ...(anchor.kind !== 'document' && anchor.kind !== 'section' && { anchor: storableAnchor(anchor) as Prisma.InputJsonValue }),
      quote,
    },
    wanted,
  )
}

/** Was this very request done before, and its answer lost? An id that somebody else used is refused. */
async function isRepeated(tx: Tx, ctx: SignedInCtx, { id, documentId }: NewThread): Promise<boolean> {
  const before = await tx.commentThread.findFirst({ where: { id }, select: { documentId: true, createdById: true } })
  if (before === null) return false
  if (before.documentId === documentId && before.createdById === ctx.signedIn.person.id) return true
  throw new AppError('conflict', 'This comment cannot be sent under this id. Write it again.')
}
