import { changedFields, checklistRoots, defineChecklistRoots, isStoryRoot, placeOfRoot } from '@certloom/shared/collab/checklistDoc'
import { claimantOf } from '@certloom/shared/collab/statusClaims'
import { playerOf } from '@certloom/shared/collab/storyPlays'
import { can, canVisit } from '@certloom/shared/permissions'
import type { FindLiveResource } from '../liveResource.ts'
import { projectRows } from './projection.ts'
import { saveChecklist } from './saveChecklist.ts'

const noRoots: ReadonlySet<string> = new Set()

/** A checklist as the live world sees it: its rows are the roots, its rights are the permission matrix. */
export const findLiveChecklist: FindLiveResource = async (tx, id) => {
  const row = await tx.readinessProject.findFirst({
    where: { id, archivedAt: null, customer: { archivedAt: null } },
    select: { organizationId: true, customerId: true, answers: { select: { requirementId: true } } },
  })
  if (!row) return null
  const { organizationId, customerId } = row
  const epochs = await tx.liveDocument.aggregate({ where: { organizationId, kind: 'checklist', entityId: id }, _max: { epoch: true } })
  const requirementIds = row.answers.map(({ requirementId }) => requirementId)
  const writable = checklistRoots(requirementIds)
  const rowsAlone = new Set([...writable].filter((root) => !isStoryRoot(root)))
  return {
    entityId: id,
    organizationId,
    customerId,
    epoch: epochs._max.epoch ?? 0,
    access(actor) {
      if (actor.organizationId !== organizationId) return null
      if (actor.kind === 'guest') return canVisit(actor, { kind: 'checklist', id }) ? { canEdit: true, editableRoots: rowsAlone } : null
      if (!can(actor, 'readiness.read', customerId)) return null
      const canEdit = can(actor, 'answer.edit', customerId)
      return { canEdit, editableRoots: canEdit ? writable : noRoots }
    },
    isLocked: () => false,
    ownerOfKey: (root, key) => (isStoryRoot(root) ? playerOf(key) : placeOfRoot(root)?.cell === null ? claimantOf(key) : null),
    changedFields,
    define: (doc) => defineChecklistRoots(doc, requirementIds),
    async mend() {}, // nothing of rows is mirrored in a checklist
    capture(doc, roots, onUnreadable) {
      const changed = new Set([...roots].flatMap((root) => placeOfRoot(root)?.requirementId ?? []))
      const rows = projectRows(doc, changed, onUnreadable)
      return (saveTx, save) => saveChecklist(saveTx, { id, organizationId, customerId }, rows, save)
    },
  }
}
