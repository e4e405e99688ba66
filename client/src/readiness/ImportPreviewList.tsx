import type { ImportPreview } from '@certloom/shared/readiness/contract'
import { isAnswerStatus } from '@certloom/shared/readiness/status'
import { stateWord } from '../ui/StateMark.tsx'
import classes from './ImportPreviewList.module.css'

export const rowsWord = (count: number): string => (count === 1 ? '1 row' : `${count} rows`)

type Field = ImportPreview['changes'][number]['fields'][number]

const names: Record<Field['field'], string> = {
  status: 'Status',
  justification: 'Justification',
  owner: 'Owner',
  due_date: 'Due',
  evidence_url: 'Evidence link',
  evidence_id: 'Evidence',
  notes: 'Notes',
}

const longest = 80

function wordsOf(field: Field['field'], value: string | null): string {
  if (field === 'status') return isAnswerStatus(value) ? stateWord(value) : stateWord('unanswered')
  if (value === null) return 'nothing'
  return value.length > longest ? `${value.slice(0, longest)}…` : value
}

/** What a file would change, or why it cannot be imported. */
export function ImportPreviewList({ preview: { rows, problems, changes } }: { preview: ImportPreview }) {
  if (problems.length > 0) return <Problems problems={problems} />
  if (changes.length === 0) return <p role="status">The {rowsWord(rows)} of this file say what is there already.</p>
  return (
    <section aria-label="What would change" className={classes.frame}>
      <p role="status">
        {rowsWord(changes.length)} of {rows} would change:
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <ul className={classes.list} tabIndex={0} aria-label="Changes">
        {changes.map(({ code, title, fields }) => (
          <li key={code}>
            <span className={classes.code}>{code}</span> {title}
            <ul className={classes.fields}>
              {fields.map(({ field, before, after }) => (
                <li key={field}>
                  {names[field]}: {wordsOf(field, before)} → {wordsOf(field, after)}
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Problems({ problems }: { problems: ImportPreview['problems'] }) {
  return (
    <section aria-label="What cannot be imported" className={classes.frame}>
      <p role="alert" className={classes.need}>
        Nothing was imported. Mend {problems.length === 1 ? 'this line' : `these ${problems.length} lines`} in the file and choose it again:
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <ul className={classes.list} tabIndex={0} aria-label="Problems">
        {problems.map(({ line, code, message }) => (
          <li key={`${line} ${code} ${message}`}>
            <span className={classes.code}>{[line > 0 && `Line ${line}`, code].filter(Boolean).join(', ')}</span> {message}
          </li>
        ))}
      </ul>
    </section>
  )
}
