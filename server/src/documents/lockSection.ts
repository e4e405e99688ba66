import { byRequester, record } from '../audit/record.ts'
import type { Ctx } from '../context.ts'
import { mirrorSections } from './mirrorSections.ts'
import { changeSection, keyOf, type SectionAddress } from './section.ts'

/**
 * Locks a section, or opens it again: an explicit act, recorded, and mirrored into the live document, where it binds everybody at once. Asking for
 * what already is mirrors it again, so a call that was cut off can be repeated.
 */
export async function lockSection(ctx: Ctx, address: SectionAddress, locked: boolean): Promise<void> {
  const { signedIn, room } = await changeSection(ctx, address, 'section.lock', async (tx, { signedIn, section, room }) => {
    if (locked !== (section.lockedAt !== null)) {
      await tx.sectionProjection.update({
        where: keyOf(section),
        data: { lockedAt: locked ? new Date() : null, lockedById: locked ? signedIn.person.id : null },
        select: { sectionId: true },
      })
      await record(tx, byRequester({ ...ctx, signedIn }), {
        action: locked ? 'section.locked' : 'section.unlocked',
        entity: { type: 'customer_document', id: address.documentId },
        customerId: section.customerId,
        sectionId: address.sectionId,
      })
    }
    return { signedIn, room }
  })
  await mirrorSections({ ...ctx, signedIn }, { documentId: address.documentId, room })
}
