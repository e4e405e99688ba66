import type { AnswerChange } from '@certloom/shared/readiness/contract'
import { useInfiniteQuery } from '@tanstack/react-query'
import { ProblemAlert } from '../ui/ProblemAlert.tsx'
import { ShowMore } from '../ui/ShowMore.tsx'
import { stateWord } from '../ui/StateMark.tsx'
import { When } from '../ui/When.tsx'
import { useChecklistHost } from './host.ts'
import { historyOf } from './queries.ts'
import classes from './RowDrawer.module.css'

const fieldNames: Readonly<Record<string, string>> = {
  status: 'status',
  owner: 'owner',
  due: 'due date',
  evidence: 'evidence',
  justification: 'justification',
  notes: 'notes',
}

const longest = 120

/** A value as people say it: the status by its word, people and evidence by their names. */
function wordsOf(field: string, value: unknown): string {
  if (field === 'status') return isStatus(value) ? stateWord(value) : stateWord('unanswered')
  if (typeof value === 'string' && value !== '') return value.length > longest ? `${value.slice(0, longest)}…` : value
  if (typeof value !== 'object' || value === null) return 'nothing'
  const { name, url } = value as { name?: unknown; url?: unknown }
  return typeof name === 'string' ? name : typeof url === 'string' ? url : 'something that is gone'
}

const isStatus = (value: unknown): value is 'ready' | 'partial' | 'missing' | 'not_applicable' =>
  value === 'ready' || value === 'partial' || value === 'missing' || value === 'not_applicable'

/** What happened to a row, newest first, with what was there before. */
export function RowHistory({ requirementId }: { requirementId: string }) {
  const { projectId } = useChecklistHost()
  const list = useInfiniteQuery(historyOf(projectId, requirementId))
  const changes = (list.data?.pages.flatMap((page) => page.data) ?? []) as AnswerChange[]
  return (
    <section className={classes.section} aria-label="History">
      <h3 className={classes.heading}>History</h3>
      <ProblemAlert error={list.error} />
      {list.data && changes.length === 0 && <p className={classes.guidance}>Nobody has changed this row yet.</p>}
      <ol className={classes.list}>
        {changes.map(({ id, field, before, after, actor, created_at }) => (
          <li key={id} className={classes.change}>
            <span className={classes.code}>{actor.name}</span>
            <span>{fieldNames[field] ?? field}:</span>
            <span className={`${classes.words} ${classes.before}`}>{wordsOf(field, before)}</span>
            <span aria-hidden>→</span>
            <span className={classes.words}>{wordsOf(field, after)}</span>
            <span className={classes.strength}>
              <When at={created_at} />
            </span>
          </li>
        ))}
      </ol>
      <ShowMore list={list} />
    </section>
  )
}
