import type { CellColumn } from '@certloom/shared/collab/cell'
import { evidenceSection, listSection, sectionNeedsWork, tableSection, textSection } from '@certloom/shared/collab/documentDoc'
import { linkedEvidence } from '@certloom/shared/collab/evidenceDoc'
import { itemText } from '@certloom/shared/collab/listDoc'
import { liveRows, type Row, type Rows } from '@certloom/shared/collab/rowsDoc'
import { cellValue, tableValues } from '@certloom/shared/collab/tableDoc'
import { isTextFilled } from '@certloom/shared/documents/text'
import { isStatementFilled } from '@certloom/shared/readiness/statement'
import type { FillableSection } from '@certloom/shared/templates/contract'
import type * as Y from 'yjs'
import { wordsOf } from '../collab/liveWords.ts'
import type { LiveFill } from './sectionStates.ts'

export type SectionShape = Pick<FillableSection, 'id' | 'type' | 'checklist_domain'> & { columns: readonly CellColumn[] }

function fillOfText(fragment: Y.XmlFragment): LiveFill {
  if (fragment.length === 0) return 'empty'
  return isTextFilled(wordsOf(fragment)) ? 'filled' : 'blank'
}

/** One row that says something is enough (PRODUCT decision 10), so a filled table is read no further than that. */
function fillOfRows(rows: Rows, isFilled: (row: Row) => boolean): LiveFill {
  const live = liveRows(rows)
  if (live.length === 0) return 'empty'
  return live.some(({ row }) => isFilled(row)) ? 'filled' : 'blank'
}

/** Rejected evidence is there, but shows nothing. */
function fillOfEvidence(doc: Y.Doc, sectionId: string): LiveFill {
  const linked = linkedEvidence(evidenceSection(doc, sectionId))
  if (linked.length === 0) return 'empty'
  return linked.some(({ status }) => status !== 'rejected') ? 'filled' : 'blank'
}

/** What shows a checklist is filled when that is decided. */
function fillOfStatement(rows: Rows, columns: readonly CellColumn[]): LiveFill {
  const values = tableValues(rows, columns)
  if (values.length === 0) return 'empty'
  return isStatementFilled(values.map(({ cells }) => cells)) ? 'filled' : 'blank'
}

/** How far a section of the live document is. Somebody's "needs work" stands whatever is typed. */
export function fillOf(doc: Y.Doc, { id, type, columns, checklist_domain }: SectionShape): LiveFill {
  if (sectionNeedsWork(doc, id)) return 'needs_work'
  switch (type) {
    case 'text':
      return fillOfText(textSection(doc, id))
    case 'table':
      if (checklist_domain !== undefined) return fillOfStatement(tableSection(doc, id), columns)
      return fillOfRows(tableSection(doc, id), (row) => columns.some((column) => isTextFilled(String(cellValue(row, column) ?? ''))))
    case 'list':
      return fillOfRows(listSection(doc, id), (item) => isTextFilled(itemText(item)?.toString() ?? ''))
    case 'evidence':
      return fillOfEvidence(doc, id)
  }
}
