import { defineDocumentRoots, editableRoots, sectionLock, sectionOfRoot, sectionRoot } from '@certloom/shared/collab/documentDoc'
import { can, canAnswer, canVisit } from '@certloom/shared/permissions'
import { FillableSection } from '@certloom/shared/templates/contract'
import { followAnchors } from '../comments/anchors.ts'
import { mendEvidence } from '../evidence/mirror.ts'
import type { FindLiveResource } from '../liveResource.ts'
import { mirrorStatement } from '../readiness/mirrorStatement.ts'
import { mendSections } from './mirrorSections.ts'
import { projectReadable } from './projection.ts'
import { saveDocument } from './saveDocument.ts'

const noRoots: ReadonlySet<string> = new Set()

/** A customer document as the live world sees it: its sections are the roots, its rights are the permission matrix. */
export const findLiveCustomerDocument: FindLiveResource = async (tx, id) => {
  const row = await tx.customerDocument.findFirst({
    where: { id, archivedAt: null },
    select: {
      id: true,
      organizationId: true,
      customerId: true,
      templateVersion: { select: { fixedSections: true, fillableSections: true } },
    },
  })
  if (!row) return null
  const epochs = await tx.liveDocument.aggregate({
    where: { organizationId: row.organizationId, kind: 'document', entityId: id },
    _max: { epoch: true },
  })
  const sections = FillableSection.array().parse(row.templateVersion.fillableSections)
  const writable = editableRoots(sections)
  const { organizationId, customerId, templateVersion } = row
  return {
    entityId: id,
    organizationId,
    customerId,
    epoch: epochs._max.epoch ?? 0,
    access(actor) {
      if (actor.organizationId !== organizationId) return null
      if (actor.kind === 'guest') {
        const asked = sections.filter((section) => canAnswer(actor, { documentId: id, sectionId: section.id }))
        return canVisit(actor, { kind: 'document', id }) ? { canEdit: asked.length > 0, editableRoots: editableRoots(asked) } : null
      }
      if (!can(actor, 'document.read', customerId)) return null
      const canEdit = can(actor, 'document.edit', customerId)
      return { canEdit, editableRoots: canEdit ? writable : noRoots }
    },
    isLocked(doc, root) {
      const section = sectionOfRoot(root)
      return section !== null && sectionLock(doc, section) !== undefined
    },
    define: (doc) => defineDocumentRoots(doc, sections),
    async mend(parts, room, doc) {
      const place = { organizationId, documentId: id, room }
      await mendSections(parts, place, doc)
      await mendEvidence(parts, place, doc)
      await mirrorStatement(parts, place, doc)
    },
    capture(doc, roots, onUnreadable) {
      const changed = sections.filter((section) => section.fact_key === undefined && roots.has(sectionRoot(section)))
      const projected = projectReadable(doc, changed, onUnreadable)
      const unreadable = changed
        .filter(({ id: sectionId }) => !projected.some((projection) => projection.sectionId === sectionId))
        .map((section) => ({ sectionId: section.id, root: sectionRoot(section) }))
      const texts = changed.filter(({ type }) => type === 'text').map((section) => section.id)
      return async (saveTx, save) => {
        await followAnchors(saveTx, doc, { id, organizationId }, texts)
        return saveDocument(saveTx, { id, organizationId, customerId, templateVersion }, { projected, unreadable }, save)
      }
    },
  }
}
