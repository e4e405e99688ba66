import { checklistRow, justificationText, notesText, type RowValues, readRow } from '@certloom/shared/collab/checklistDoc'
import type { RichText } from '@certloom/shared/documents/contract'
import { plainText } from '@certloom/shared/documents/text'
import type { Doc } from 'yjs'
import { contentHash } from '../documents/canonical.ts'
import { projectText } from '../documents/projection.ts'
import { storable } from '../documents/storable.ts'

/** What a row says at one moment. */
export type ProjectedRow = {
  requirementId: string
  values: RowValues
  justification: string
  notes: RichText | null
  notesText: string
  hash: string
}

/** Reads those rows that can be read; one that cannot keeps its last projection, and is named to `onUnreadable`. */
export const projectRows = (doc: Doc, requirementIds: Iterable<string>, onUnreadable: (row: string) => void): ProjectedRow[] =>
  [...requirementIds].flatMap((requirementId) => {
    try {
      return [projectRow(doc, requirementId)]
    } catch {
      onUnreadable(requirementId)
      return []
    }
  })

/** Reads a row as it is at this moment. Throws if it cannot be read. */
export function projectRow(doc: Doc, requirementId: string): ProjectedRow {
  const values = readRow(checklistRow(doc, requirementId))
  const justification = String(storable(justificationText(doc, requirementId).toString()))
  const notes = projectText(notesText(doc, requirementId))
  return {
    requirementId,
    values,
    justification,
    notes,
    notesText: notes === null ? '' : plainText(notes),
    hash: hashOf({ values, justification, notes }),
  }
}

const hashOf = (row: Pick<ProjectedRow, 'values' | 'justification' | 'notes'>): string => contentHash(row)

/** The hash of a row in which nobody has written anything. */
export const emptyRowHash = hashOf({
  values: { status: null, owner: null, due: null, evidence: null },
  justification: '',
  notes: null,
})
