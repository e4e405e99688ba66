import * as Y from 'yjs'
import { isKeptDay } from '../day.ts'
import { isWebAddress } from '../evidence/isWebAddress.ts'
import { type AnswerEvidence, type AnswerOwner, type AnswerStatus, isAnswerStatus } from '../readiness/status.ts'

/**
 * The layout of a checklist as a Y.Doc (ARCHITECTURE section 5). Every row of the catalogue has its roots from the beginning, so nobody ever creates
 * one, and two people can never create it twice. Nobody else names these roots.
 */
const rowPrefix = 'row:'
const cellPrefix = 'cell:'
const metaRoot = 'meta'
const storyRoot = 'story'

/** The texts of a row, beside its values. */
const textCells = ['justification', 'notes'] as const
export type TextCell = (typeof textCells)[number]

/** The values of a row: the last writer wins. */
export const rowFields = ['status', 'owner', 'due', 'evidence'] as const
export type RowField = (typeof rowFields)[number]

export type ChecklistRow = Y.Map<unknown>

const rowRoot = (requirementId: string): string => rowPrefix + requirementId
const cellRoot = (requirementId: string, cell: TextCell): string => `${cellPrefix}${requirementId}:${cell}`

/** The values of a row. */
export const checklistRow = (doc: Y.Doc, requirementId: string): ChecklistRow => doc.getMap(rowRoot(requirementId))

/** Why a row is as it is, above all why it does not apply. */
export const justificationText = (doc: Y.Doc, requirementId: string): Y.Text => doc.getText(cellRoot(requirementId, 'justification'))

/** The rich notes of a row. */
export const notesText = (doc: Y.Doc, requirementId: string): Y.XmlFragment => doc.getXmlFragment(cellRoot(requirementId, 'notes'))

/** What people decided in Story Mode, by card and person: that and when; what it did to rows is in the rows. */
export const storyPlays = (doc: Y.Doc): Y.Map<unknown> => doc.getMap(storyRoot)

/** Is this the root of what people decided in Story Mode? */
export const isStoryRoot = (root: string): boolean => root === storyRoot

/** What a root of a checklist holds: the values of a row, or one of its texts. Null for `meta` and everything else. */
export function placeOfRoot(root: string): { requirementId: string; cell: TextCell | null } | null {
  if (root.startsWith(rowPrefix)) return { requirementId: root.slice(rowPrefix.length), cell: null }
  if (!root.startsWith(cellPrefix)) return null
  const [requirementId = '', name = ''] = root.slice(cellPrefix.length).split(':')
  const cell = textCells.find((candidate) => candidate === name)
  return cell === undefined ? null : { requirementId, cell }
}

/** Gives every root its type before anything is applied: an update may then not decide it. */
export function defineChecklistRoots(doc: Y.Doc, requirementIds: readonly string[]): void {
  doc.getMap(metaRoot)
  storyPlays(doc)
  for (const id of requirementIds) {
    checklistRow(doc, id)
    justificationText(doc, id)
    notesText(doc, id)
  }
}

/** The roots a person who may answer can write: those of the rows that are there, what they decide in Story Mode, and nothing else. */
export const checklistRoots = (requirementIds: readonly string[]): ReadonlySet<string> =>
  new Set([storyRoot, ...requirementIds.flatMap((id) => [rowRoot(id), ...textCells.map((cell) => cellRoot(id, cell))])])

/** The first state of a checklist's room; made by the server in the transaction that creates the project. */
export function initialChecklistState(schemaVersion: number): Uint8Array {
  const doc = new Y.Doc()
  doc.clientID = 1 // a fixed writer: two attempts at the same checklist merge into one
  doc.getMap(metaRoot).set('schema_version', schemaVersion)
  const state = Y.encodeStateAsUpdate(doc)
  doc.destroy()
  return state
}

/** What a row says. `status` is null while nobody has answered. Anything that does not belong in a cell counts as empty. */
export type RowValues = { status: AnswerStatus | null; owner: AnswerOwner | null; due: string | null; evidence: AnswerEvidence | null }

export const readRow = (row: ChecklistRow): RowValues => ({
  status: readStatus(row.get('status')),
  owner: readOwner(row.get('owner')),
  due: readDue(row.get('due')),
  evidence: readEvidence(row.get('evidence')),
})

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const isoDate = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/
const itemPrefix = 'item:'

export const readStatus = (value: unknown): AnswerStatus | null => (isAnswerStatus(value) ? value : null)

export function readOwner(value: unknown): AnswerOwner | null {
  const [kind, id = '', ...rest] = typeof value === 'string' ? value.split(':') : []
  return (kind === 'person' || kind === 'team') && uuid.test(id) && rest.length === 0 ? { kind, id } : null
}

/** A day that some calendar has and that can be kept, as YYYY-MM-DD. */
export function readDue(value: unknown): string | null {
  if (typeof value !== 'string' || !isoDate.test(value) || !isKeptDay(value)) return null
  const date = new Date(`${value}T00:00:00Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(value) ? value : null
}

export function readEvidence(value: unknown): AnswerEvidence | null {
  if (typeof value !== 'string') return null
  if (value.startsWith(itemPrefix)) {
    const id = value.slice(itemPrefix.length)
    return uuid.test(id) ? { kind: 'item', id } : null
  }
  return isWebAddress(value) ? { kind: 'link', url: value } : null
}

/** Names an owner, or nobody. */
export const setOwner = (row: ChecklistRow, owner: AnswerOwner | null): void => write(row, 'owner', owner && `${owner.kind}:${owner.id}`)

/** Sets the day something is due, or none; a text that is no day is not written. */
export const setDue = (row: ChecklistRow, due: string | null): void => {
  if (due === null || readDue(due) !== null) write(row, 'due', due)
}

/** Links evidence, or nothing; an address that may not stand there is not written. */
export function setEvidence(row: ChecklistRow, evidence: AnswerEvidence | null): void {
  const value = evidence && (evidence.kind === 'link' ? evidence.url : itemPrefix + evidence.id)
  if (value === null || readEvidence(value) !== null) write(row, 'evidence', value)
}

/** Also what is there already is written: it is then this person's too, and stays when whoever wrote it before takes theirs back. */
function write(row: ChecklistRow, key: RowField, value: string | null): void {
  if (value === null) row.delete(key)
  else row.set(key, value)
}

/** What of a row a finished transaction changed, with what it says now. Texts are not among it, and neither are claims. */
export function changedFields(transaction: Y.Transaction): { root: string; key: RowField; value: unknown }[] {
  const names = new Map<unknown, string>()
  for (const [name, type] of transaction.doc.share) if (name.startsWith(rowPrefix)) names.set(type, name)
  return [...transaction.changed].flatMap(([type, keys]) => {
    const root = names.get(type)
    if (root === undefined || !(type instanceof Y.Map)) return []
    const row: ChecklistRow = type
    return rowFields.filter((field) => keys.has(field)).map((key) => ({ root, key, value: row.get(key) }))
  })
}
