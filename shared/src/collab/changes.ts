import * as Y from 'yjs'
import { partOfRoot } from './partOfRoot.ts'
import { rowKeys } from './rowsDoc.ts'
import { claimantOf } from './statusClaims.ts'

/**
 * What somebody changed, as they would count it: a text section, a table's row that came, went or moved, a cell, a list item. Written as
 * `root`, `root/row` or `root/row/column`, so that equal changes are equal strings.
 */
export type Change = string

export type ChangePlace = { root: string; row: string | null; column: string | null }

const changeOf = (...parts: string[]): Change => parts.map(encodeURIComponent).join('/')

/** Where a change is. */
export function placeOf(change: Change): ChangePlace {
  const [root = '', row = null, column = null] = change.split('/').map(decodeURIComponent)
  return { root, row, column }
}

/** The changes a finished transaction made in sections; what the server keeps beside them is none. */
export function changesOf(transaction: Y.Transaction): Set<Change> {
  const names = new Map<unknown, string>()
  for (const [name, type] of transaction.doc.share) if (isWritten(name)) names.set(type, name)
  const changes = new Set<Change>()
  for (const [type, keys] of transaction.changed) {
    const path = pathTo(type, names)
    if (path) for (const change of changesAt(path, type, keys)) changes.add(change)
  }
  return changes
}

/** Does a root hold what people write? */
const isWritten = (root: string): boolean => partOfRoot(root) !== null

type SharedType = Y.Transaction['changed'] extends Map<infer T, unknown> ? T : never

/** The root above a type, and the keys that lead to it from there; null outside sections. */
function pathTo(type: SharedType, names: ReadonlyMap<unknown, string>): [string, ...string[]] | null {
  const keys: string[] = []
  let current: SharedType = type
  while (current._item) {
    if (current._item.parentSub !== null) keys.unshift(current._item.parentSub)
    current = current._item.parent as SharedType
  }
  const root = names.get(current)
  return root === undefined ? null : [root, ...keys]
}

function changesAt([root, row, column]: [string, ...string[]], type: unknown, keys: ReadonlySet<string | null>): Change[] {
  if (!(type instanceof Y.Map) && row === undefined) return [changeOf(root)]
  if (row !== undefined && column !== undefined) return [cellChange(root, row, column)]
  // A claim comes with the status it is about, and is no change beside it.
  const changed = [...keys].filter((key) => key !== null).map((key) => (claimantOf(key) === null ? key : 'status'))
  return row === undefined ? [...new Set(changed)].map((key) => changeOf(root, key)) : changed.map((key) => cellChange(root, row, key))
}

/** A list item has one text, so a change of it is a change of the item. */
const cellChange = (root: string, row: string, key: string): Change =>
  rowKeys.has(key) || root.startsWith('lst:') ? changeOf(root, row) : changeOf(root, row, key)

/** The changes that are told apart: a cell of a row that itself came, went or moved is part of that. */
export function distinctChanges(changes: Iterable<Change>): Change[] {
  const all = new Set(changes)
  return [...all].filter((change) => {
    const { root, row, column } = placeOf(change)
    return row === null || column === null || !all.has(changeOf(root, row))
  })
}
