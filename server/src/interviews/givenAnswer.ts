import { type CellValues, readGiven } from '@certloom/shared/collab/tableDoc'
import { isTextFilled } from '@certloom/shared/documents/text'
import { AppError } from '@certloom/shared/errors'
import type { GivenAnswer } from '@certloom/shared/interviews/contract'
import type { Question } from '@certloom/shared/interviews/questions'
import type { Column } from '@certloom/shared/templates/contract'
import { type Answer, plainAnswer } from './writeAnswer.ts'

/** What a program gives as the answer to a question. Throws `invalid_input` for an answer of another kind than the question takes. */
export function readGivenAnswer({ section }: Question, given: GivenAnswer): Answer {
  if (section.type === 'text' && typeof given === 'string') return plainAnswer(given)
  if (section.type === 'list' && typeof given === 'string') return { type: 'list', items: [given] }
  if (section.type === 'list' && Array.isArray(given)) return { type: 'list', items: given }
  if (section.type === 'table' && typeof given === 'object' && 'rows' in given)
    return {
      type: 'table',
      columns: section.columns,
      rows: given.rows.map(({ cells }, index) => readRow(section.columns, cells, index + 1)),
    }
  throw new AppError('invalid_input', kinds[section.type])
}

const kinds: Record<Question['section']['type'], string> = {
  text: 'This question takes text.',
  list: 'This question takes a list of texts.',
  table: 'This question takes a table: `{rows: [{cells: {<column id>: value}}]}`.',
  evidence: 'This question takes evidence: name it in `evidence_files`.',
}

function readRow(columns: readonly Column[], cells: CellValues, number: number): CellValues {
  for (const [id, value] of Object.entries(cells)) {
    const column = columns.find((one) => one.id === id)
    if (!column)
      throw new AppError(
        'invalid_input',
        `Row ${number}: there is no column “${id}”. There are: ${columns.map((one) => one.id).join(', ')}.`,
      )
    if (value !== null && value !== undefined && String(value).trim() !== '' && readGiven(column, value) === null)
      throw new AppError('invalid_input', `Row ${number}: “${value}” is no ${column.type} for “${column.label}”.`)
  }
  if (!Object.values(cells).some((value) => isTextFilled(String(value ?? ''))))
    throw new AppError('invalid_input', `Row ${number} says nothing. Leave it out.`)
  return cells
}
