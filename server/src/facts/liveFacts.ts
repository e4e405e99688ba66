import { defineFactsRoots, factOfRoot, factsRoots } from '@certloom/shared/collab/factsDoc'
import { can } from '@certloom/shared/permissions'
import type { FindLiveResource } from '../liveResource.ts'
import { factsEpoch } from './openFacts.ts'
import { projectFacts } from './projection.ts'
import { saveFacts } from './saveFacts.ts'

const noRoots: ReadonlySet<string> = new Set()

/** A customer's facts as the live world sees them: each fact is a root, and whoever may write in its documents may write them. */
export const findLiveFacts: FindLiveResource = async (tx, id) => {
  const customer = await tx.customer.findFirst({ where: { id, archivedAt: null }, select: { organizationId: true } })
  if (!customer) return null
  const { organizationId } = customer
  return {
    entityId: id,
    organizationId,
    customerId: id,
    epoch: factsEpoch,
    access(actor) {
      if (actor.organizationId !== organizationId || !can(actor, 'document.read', id)) return null
      const canEdit = can(actor, 'document.edit', id)
      return { canEdit, editableRoots: canEdit ? factsRoots : noRoots }
    },
    isLocked: () => false,
    define: defineFactsRoots,
    async mend() {}, // nothing of rows is mirrored in facts
    capture(doc, roots) {
      const said = projectFacts(
        doc,
        [...roots].flatMap((root) => factOfRoot(root) ?? []),
      )
      return (saveTx, save) => saveFacts(saveTx, { id, organizationId }, said, save)
    },
  }
}
