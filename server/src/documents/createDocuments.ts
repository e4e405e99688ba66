import { initialDocumentState } from '@certloom/shared/collab/documentDoc'
import { roomName } from '@certloom/shared/collab/rooms'
import { schemaVersion } from '@certloom/shared/collab/schemaVersion'
import { newId } from '@certloom/shared/ids'
import { documentCompletion } from '@certloom/shared/progress/progress'
import type { FillableSection } from '@certloom/shared/templates/contract'
import * as Y from 'yjs'
import { Prisma } from '../db/generated/client.ts'
import type { Tx } from '../db/prisma.ts'
import { fillableSectionsOf } from '../templates/sections.ts'
import type { CurrentTemplate } from '../templates/service.ts'
import { contentHash } from './canonical.ts'
import { notesRoom } from './liveNotes.ts'
import { documentHash } from './saveDocument.ts'

/** Where documents are to be made, by whom, from what. */
export type DocumentsOfPlan = {
  organizationId: string
  customerId: string
  planId: string
  isoCode: string
  createdById: string
  /** in the order the documents are to have */
  templates: readonly CurrentTemplate[]
  /** when each is due, in the same order; none has a date without them */
  dueDates: readonly string[]
  /** how many documents the plan has before these */
  existing: number
}

/** What was made, for the log and for whoever makes its tasks. */
export type CreatedDocument = {
  id: string
  name: string
  templateVersion: number
  sections: readonly FillableSection[]
  dueDate: Date | null
}

const firstEpoch = 1
const emptyHash = contentHash(null)

/**
 * Makes a document from each template as a snapshot of its current version: the document, an empty projection of every fillable section, the
 * first state of its room, and revision 0. Takes four statements, however many documents there are. The caller records the activity.
 */
export async function createDocuments(tx: Tx, wanted: DocumentsOfPlan): Promise<CreatedDocument[]> {
  const { isoCode, createdById, templates, dueDates, existing, ...owner } = wanted
  const { organizationId, customerId } = owner
  const made = templates.map((template, index) => ({
    id: newId(),
    template,
    position: existing + index + 1,
    dueDate: dayOrNull(dueDates[index]),
    sections: fillableSectionsOf(template.version),
  }))
  await tx.customerDocument.createMany({
    data: made.map(({ id, template, position, dueDate, sections }) => ({
      id,
      ...owner,
      templateId: template.id,
      templateVersionId: template.version.id,
      name: template.name,
      documentType: template.documentType,
      isoCode,
      ...emptyCompletion(sections),
      position,
      dueDate,
      createdById,
    })),
  })
  await tx.sectionProjection.createMany({
    data: made.flatMap(({ id, sections }) =>
      sections.map((section, index) => ({
        organizationId,
        customerId,
        documentId: id,
        sectionId: section.id,
        position: index + 1,
        isMandatory: section.is_mandatory,
        content: Prisma.DbNull,
        contentHash: emptyHash,
      })),
    ),
  })
  await tx.liveDocument.createMany({
    data: made.flatMap(({ id, template }) => [
      {
        room: roomName({ kind: 'document', entityId: id, epoch: firstEpoch }),
        organizationId,
        customerId,
        kind: 'document',
        entityId: id,
        epoch: firstEpoch,
        schemaVersion,
        state: new Uint8Array(initialDocumentState(template.version.id, schemaVersion)),
      },
      notesOf(organizationId, id),
    ]),
  })
  await tx.documentVersion.createMany({
    data: made.map(({ id, sections }) => ({
      id: newId(),
      organizationId,
      customerId,
      documentId: id,
      revision: 0,
      documentVersion: 1,
      kind: 'created',
      contributorIds: [],
      changedSections: {},
      contentHash: documentHash(new Map(sections.map((section) => [section.id, emptyHash])), null),
      schemaVersion,
    })),
  })
  return made.map(({ id, template, sections, dueDate }) => ({
    id,
    name: template.name,
    templateVersion: template.version.version,
    sections,
    dueDate,
  }))
}

/** Where staff will note something: of no customer, so that none of its people can find it. */
const notesOf = (organizationId: string, entityId: string) => ({
  room: notesRoom(entityId),
  organizationId,
  kind: 'internal',
  entityId,
  epoch: firstEpoch,
  schemaVersion,
  state: new Uint8Array(emptyDoc),
})

const emptyDoc = Y.encodeStateAsUpdate(new Y.Doc())

const dayOrNull = (day: string | undefined): Date | null => (day === undefined ? null : new Date(day))

function emptyCompletion(sections: readonly FillableSection[]) {
  const { total, completed, percentage } = documentCompletion(
    sections.map((section) => ({ isMandatory: section.is_mandatory, isFilled: false })),
  )
  return { mandatorySectionsTotal: total, mandatorySectionsCompleted: completed, completionPercentage: percentage }
}
