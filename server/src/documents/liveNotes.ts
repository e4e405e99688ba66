import { internalNote, noteRoots, wholeDocument } from '@certloom/shared/collab/internalDoc'
import { roomName } from '@certloom/shared/collab/rooms'
import { AppError } from '@certloom/shared/errors'
import { can } from '@certloom/shared/permissions'
import type { SignedInCtx } from '../accounts/session.ts'
import { record } from '../audit/record.ts'
import { tenantOf } from '../auth/authorize.ts'
import type { Tx } from '../db/prisma.ts'
import { withTenant } from '../db/tenant.ts'
import type { Contribution, FindLiveResource } from '../liveResource.ts'
import { sectionsOf } from '../templates/sections.ts'
import { findReadable } from './service.ts'

const noRoots: ReadonlySet<string> = new Set()

/** A room of notes never begins anew. */
const notesEpoch = 1

/** The room of a document's internal notes. */
export const notesRoom = (documentId: string): string => roomName({ kind: 'internal', entityId: documentId, epoch: notesEpoch })

/**
 * Where staff note among themselves what they think of a document.
 * @returns the room of the notes
 * @throws `not_found` for a customer's people: to them there is no such thing
 */
export function findNotesRoom(ctx: SignedInCtx, documentId: string): Promise<string> {
  return withTenant(ctx.db, tenantOf(ctx.signedIn), async (tx) => {
    const { customerId } = await findReadable(ctx, tx, documentId)
    if (!can(ctx.signedIn.actor, 'internal.read', customerId)) throw new AppError('not_found')
    return notesRoom(documentId)
  })
}

/**
 * Internal notes as the live world sees them. They belong to no customer, in the database as here: so neither a query, nor an event, nor the log shows a
 * customer's people that they exist. Nothing of them is projected.
 */
export const findDocumentNotes: FindLiveResource = async (tx, id) => {
  const row = await tx.customerDocument.findFirst({
    where: { id, archivedAt: null },
    select: { id: true, name: true, organizationId: true, customerId: true, templateVersion: true },
  })
  if (!row) return null
  const { organizationId, customerId, name } = row
  const { fixed, fillable } = sectionsOf(row.templateVersion)
  const titles = new Map([...fixed, ...fillable].map((section) => [section.id, section.title]))
  const roots = noteRoots([...titles.keys()])
  const writable = new Set(roots.keys())
  return {
    entityId: id,
    organizationId,
    customerId: null,
    epoch: notesEpoch,
    access(actor) {
      if (actor.organizationId !== organizationId || !can(actor, 'internal.read', customerId)) return null
      const canEdit = can(actor, 'internal.write', customerId)
      return { canEdit, editableRoots: canEdit ? writable : noRoots }
    },
    isLocked: () => false,
    define(doc) {
      for (const about of roots.values()) internalNote(doc, about)
    },
    mend: async () => {},
    capture: () => async (saveTx, save) => {
      await recordNotes(saveTx, { organizationId, id, name }, save.contributions, (root) => {
        const about = roots.get(root)
        return about === wholeDocument ? name : (titles.get(about ?? '') ?? null)
      })
      return null
    },
  }
}

/** One row for each person and what they noted something about; the words are not in it. */
async function recordNotes(
  tx: Tx,
  document: { organizationId: string; id: string; name: string },
  contributions: readonly Contribution[],
  titleOf: (root: string) => string | null,
): Promise<void> {
  const { organizationId, id } = document
  const written = Map.groupBy(contributions, ({ userId }) => userId)
  const people = await tx.user.findMany({ where: { id: { in: [...written.keys()] } }, select: { id: true, name: true, email: true } })
  for (const person of people) {
    const abouts = new Set((written.get(person.id) ?? []).flatMap(({ roots }) => roots.map(titleOf)).filter((title) => title !== null))
    await record(
      tx,
      { organizationId, person },
      ...[...abouts].map((about) => ({
        action: 'internal_note.edited' as const,
        entity: { type: 'customer_document' as const, id },
        customerId: null,
        after: { about },
      })),
    )
  }
}
