import type { Doc } from 'yjs'
import { listSection, tableSection, textSection } from '../collab/documentDoc.ts'
import { type Letters, readLetters } from '../collab/letters.ts'
import { liveRows, mergedInto, type Rows } from '../collab/rowsDoc.ts'
import { locate } from '../collab/textAnchor.ts'
import type { CommentAnchor } from './contract.ts'

/**
 * Where a thread is in the document as it is now; `at` orders those of one section. `lost`: what it was about is gone, and the thread keeps only what that
 * said. What has not come to this replica yet is taken to be somewhere in its section.
 */
export type CommentPlace =
  | { is: 'document' }
  | { is: 'section'; section: string }
  | { is: 'text'; section: string; at: number; from: number; to: number }
  | { is: 'row'; section: string; at: number; row: string; column: string | null }
  | { is: 'lost'; section: string }

/** Reads each section at most once, and only if a thread is in it. */
export function findPlaces(doc: Doc, anchors: readonly CommentAnchor[]): CommentPlace[] {
  const texts = new Map<string, Letters>()
  const tables = new Map<string, RowOrder>()
  const lists = new Map<string, RowOrder>()
  return anchors.map((anchor) => {
    if (anchor.kind === 'document') return { is: 'document' }
    const section = anchor.section_id
    if (anchor.kind === 'section') return { is: 'section', section }
    if (anchor.kind === 'text')
      return textPlace(
        anchor,
        remember(texts, section, () => readLetters(textSection(doc, section))),
      )
    if (anchor.kind === 'item')
      return rowPlace(
        section,
        remember(lists, section, () => orderOf(listSection(doc, section))),
        anchor.item_id,
        null,
      )
    return rowPlace(
      section,
      remember(tables, section, () => orderOf(tableSection(doc, section))),
      anchor.row_id,
      anchor.column_id,
    )
  })
}

function textPlace(anchor: Extract<CommentAnchor, { kind: 'text' }>, letters: Letters): CommentPlace {
  const section = anchor.section_id
  const located = locate(letters, anchor)
  if (located === 'unheard') return { is: 'section', section }
  return located === 'lost' ? { is: 'lost', section } : { is: 'text', section, at: located.from, ...located }
}

type RowOrder = { rows: Rows; places: ReadonlyMap<string, number> }

const orderOf = (rows: Rows): RowOrder => ({ rows, places: new Map(liveRows(rows).map(({ id }, at) => [id, at])) })

function remember<Key, Value>(known: Map<Key, Value>, key: Key, read: () => Value): Value {
  const value = known.get(key) ?? read()
  known.set(key, value)
  return value
}

/** A row's words may have gone to another row, and from there to a third. */
function rowPlace(section: string, { rows, places }: RowOrder, id: string, column: string | null): CommentPlace {
  const seen = new Set<string>()
  for (let row: string | undefined = id; row !== undefined && !seen.has(row); ) {
    const at = places.get(row)
    if (at !== undefined) return { is: 'row', section, at, row, column }
    seen.add(row)
    const gone = rows.get(row)
    if (gone === undefined && !rows._map.has(row)) return { is: 'section', section } // not here yet
    row = gone && mergedInto(gone)
  }
  return { is: 'lost', section }
}
