import { checklistRow, justificationText, notesText, setDue, setEvidence, setOwner } from '@certloom/shared/collab/checklistDoc'
import { readRichText } from '@certloom/shared/collab/richText'
import { replaceText } from '@certloom/shared/collab/sharedText'
import { chooseStatus, clearStatus } from '@certloom/shared/collab/statusClaims'
import type { RichText } from '@certloom/shared/documents/contract'
import type { FileValues } from '@certloom/shared/readiness/checklistFile'
import type { Cell, Cells } from '@certloom/shared/readiness/importUndo'
import { prosemirrorToYXmlFragment } from '@tiptap/y-tiptap'
import type { Doc, XmlFragment } from 'yjs'
import { contentHash } from '../documents/canonical.ts'
import { projectRow } from './projection.ts'

const cellOf: Readonly<Record<keyof FileValues, Cell>> = {
  status: 'status',
  justification: 'justification',
  owner: 'owner',
  due_date: 'due',
  evidence_url: 'evidence',
  evidence_id: 'evidence',
  notes: 'notes',
}

/** Some cells of a row; what is undefined is left out. */
export type SomeCells = { [Name in Cell]?: Cells[Name] | undefined }

/** The cells in which these fields of a file stand. */
export const cellsOf = (fields: readonly { field: keyof FileValues }[]): Cell[] => [...new Set(fields.map(({ field }) => cellOf[field]))]

/** What the cells of a row say in its live document. Throws if it cannot be read. */
export function readCells(doc: Doc, requirementId: string): Cells {
  const { values, justification, notes } = projectRow(doc, requirementId)
  return { ...values, justification, notes }
}

/** By what to see whether a cell still says the same. */
export const cellHash = (value: unknown): string => contentHash({ value })

/** Writes cells of a row, as if this person had done so there; what is left out stays. To be called within a transaction. */
export function writeCells(doc: Doc, requirementId: string, cells: SomeCells, userId: string): void {
  const row = checklistRow(doc, requirementId)
  const { status, justification, owner, due, evidence, notes } = cells
  if (status === null) clearStatus(row)
  else if (status !== undefined) chooseStatus(row, status, { userId, now: new Date() })
  if (justification !== undefined) replaceText(justificationText(doc, requirementId), justification)
  if (owner !== undefined) setOwner(row, owner)
  if (due !== undefined) setDue(row, due)
  if (evidence !== undefined) setEvidence(row, evidence)
  if (notes !== undefined) replaceNotes(notesText(doc, requirementId), notes)
}

function replaceNotes(notes: XmlFragment, content: RichText | null): void {
  const node = content && readRichText(content)
  if (node) prosemirrorToYXmlFragment(node, notes)
  else notes.delete(0, notes.length)
}
