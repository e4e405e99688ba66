import {
  placeOfRoot,
  type RowField,
  type RowValues,
  readDue,
  readEvidence,
  readOwner,
  readStatus,
} from '@certloom/shared/collab/checklistDoc'
import type { Contribution } from '../liveResource.ts'
import type { ProjectedRow } from './projection.ts'

/** Something that somebody changed in a row; `userId` is null where nobody can be named any more. */
export type RowChange = {
  requirementId: string
  userId: string | null
  field: RowField | 'justification' | 'notes'
  before: unknown
  after: unknown
}

/** What a row said when it was last stored. */
export type StoredRow = { values: RowValues; justification: string; notesText: string }

const readers: { [Field in RowField]: (value: unknown) => RowValues[Field] } = {
  status: readStatus,
  owner: readOwner,
  due: readDue,
  evidence: readEvidence,
}

/**
 * What happened to rows since they were last stored, in its order: every value that somebody set, from what to what, also those that somebody else
 * replaced before they were stored; and each text once for everybody who wrote in it. What a person sets again before anybody else does counts once.
 */
export function changesOfRows(
  stored: ReadonlyMap<string, StoredRow>,
  rows: readonly ProjectedRow[],
  contributions: readonly Contribution[],
): RowChange[] {
  const now = new Map([...stored].map(([id, row]) => [id, { ...row.values }]))
  const changes: RowChange[] = []
  const latest = new Map<string, RowChange>()
  const note = (requirementId: string, userId: string | null, field: RowField, after: unknown): void => {
    const values = now.get(requirementId)
    if (!values || isSame(values[field], after)) return
    const cell = `${requirementId} ${field}`
    const last = latest.get(cell)
    if (last?.userId === userId) last.after = after
    else {
      const change = { requirementId, userId, field, before: values[field], after }
      changes.push(change)
      latest.set(cell, change)
    }
    Object.assign(values, { [field]: after })
  }
  for (const { userId, fields = [] } of contributions) {
    for (const { root, key, value } of fields) {
      const place = placeOfRoot(root)
      if (place?.cell === null && isField(key)) note(place.requirementId, userId, key, readers[key](value))
    }
  }
  for (const row of rows) for (const field of Object.keys(readers) as RowField[]) note(row.requirementId, null, field, row.values[field])
  return [...changes.filter(({ before, after }) => !isSame(before, after)), ...textChanges(stored, rows, contributions)]
}

const isField = (key: string): key is RowField => Object.hasOwn(readers, key)

const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b)

function textChanges(
  stored: ReadonlyMap<string, StoredRow>,
  rows: readonly ProjectedRow[],
  contributions: readonly Contribution[],
): RowChange[] {
  const writers = writersOfTexts(contributions)
  return rows.flatMap((row) => {
    const before = stored.get(row.requirementId)
    if (!before) return []
    const cells = [
      { field: 'justification', before: before.justification, after: row.justification },
      { field: 'notes', before: before.notesText, after: row.notesText },
    ] as const
    return cells
      .filter((cell) => cell.before !== cell.after)
      .flatMap((cell) =>
        [...(writers.get(`${row.requirementId} ${cell.field}`) ?? [null])].map((userId) => ({
          requirementId: row.requirementId,
          userId,
          ...cell,
        })),
      )
  })
}

/** Who wrote in each text, by row and cell. */
function writersOfTexts(contributions: readonly Contribution[]): Map<string, Set<string>> {
  const writers = new Map<string, Set<string>>()
  for (const { roots, userId } of contributions) {
    for (const root of roots) {
      const place = placeOfRoot(root)
      if (place?.cell == null) continue
      const cell = `${place.requirementId} ${place.cell}`
      writers.set(cell, (writers.get(cell) ?? new Set()).add(userId))
    }
  }
  return writers
}
