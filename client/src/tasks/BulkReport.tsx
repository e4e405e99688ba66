import { IconX } from '@tabler/icons-react'
import classes from './TaskNotice.module.css'
import type { useBulk } from './useBulk.ts'
import { countOf } from './words.ts'

/** How a change of many tasks went: what was done, with one undo, and of each task that was refused why. */
export function BulkReport({ bulk: { report, isPending, undo, close } }: { bulk: ReturnType<typeof useBulk> }) {
  if (report === null) return null
  const { text, refused } = report
  return (
    <div className={classes.notice} data-kind={refused.length > 0 ? 'refused' : 'done'}>
      <div className={classes.text}>
        {text}
        {refused.length > 0 && (
          <>
            {' '}
            {countOf(refused.length, 'task')} could not be changed:
            <ul className={classes.refused}>
              {refused.map(({ task, detail }) => (
                <li key={task.id}>
                  <strong>{task.title}</strong>: {detail}
                </li>
              ))}
            </ul>
          </>
        )}
      </div>
      {report.undo.length > 0 && (
        <button type="button" className={classes.action} onClick={undo} disabled={isPending}>
          Undo
        </button>
      )}
      <button type="button" className={classes.close} onClick={close} aria-label="Close the report">
        <IconX className={classes.icon} aria-hidden />
      </button>
    </div>
  )
}
