import { documentCompletion } from '@certloom/shared/progress/progress'
import { byRequester, record } from '../audit/record.ts'
import type { Ctx } from '../context.ts'
import type { SectionProjection } from '../db/generated/client.ts'
import type { Tx } from '../db/prisma.ts'
import { moveTasks } from '../tasks/moveTasks.ts'
import { mirrorSections } from './mirrorSections.ts'
import { changeSection, keyOf, type SectionAddress } from './section.ts'

/** Marks a section as needing work, which takes it out of the document's count, or takes the mark away (PRODUCT decision 10). */
export async function markSection(ctx: Ctx, address: SectionAddress, needsWork: boolean): Promise<void> {
  const { signedIn, room } = await changeSection(ctx, address, 'document.edit', async (tx, { signedIn, section, room }) => {
    if (needsWork !== (section.state === 'needs_work')) {
      await tx.sectionProjection.update({
        where: keyOf(section),
        data: { state: needsWork ? 'needs_work' : stateWithoutMark(section) },
        select: { sectionId: true },
      })
      await recount(tx, section)
      const { organizationId, customerId } = section
      const change = { before: section, after: section, needsWork, userId: signedIn.person.id }
      await moveTasks(tx, { id: address.documentId, organizationId, customerId }, [change])
      await record(tx, byRequester({ ...ctx, signedIn }), {
        action: needsWork ? 'section.marked' : 'section.unmarked',
        entity: { type: 'customer_document', id: address.documentId },
        customerId: section.customerId,
        sectionId: address.sectionId,
      })
    }
    return { signedIn, room }
  })
  await mirrorSections({ ...ctx, signedIn }, { documentId: address.documentId, room })
}

const stateWithoutMark = ({ isFilled, content }: SectionProjection) =>
  isFilled ? 'done' : content === null ? 'not_started' : 'in_progress'

async function recount(tx: Tx, { organizationId, documentId }: SectionProjection): Promise<void> {
  const sections = await tx.sectionProjection.findMany({
    where: { organizationId, documentId },
    select: { isMandatory: true, isFilled: true, state: true },
  })
  const { completed, percentage } = documentCompletion(
    sections.map((section) => ({ ...section, needsWork: section.state === 'needs_work' })),
  )
  await tx.customerDocument.update({
    where: { organizationId_id: { organizationId, id: documentId } },
    data: { mandatorySectionsCompleted: completed, completionPercentage: percentage },
    select: { id: true },
  })
}
