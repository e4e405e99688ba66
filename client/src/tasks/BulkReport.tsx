import { IconX } from '@tabler/icons-react'
import { useRef } from 'react'
import { useFocusGoesOn } from '../app/useFocusGoesOn.ts'
import { focusTask } from './focusTask.ts'
import classes from './TaskNotice.module.css'
import type { useBulk } from './useBulk.ts'
import { countOf } from './words.ts'

type Bulk = ReturnType<typeof useBulk>

/** How a change of many tasks went: what was done, with one undo, and of each task that was refused why. */
export const BulkReport = ({ bulk }: { bulk: Bulk }) => bulk.report !== null && <Report report={bulk.report} bulk={bulk} />

function Report({ report, bulk: { undo, close } }: { report: NonNullable<Bulk['report']>; bulk: Bulk }) {
  const whole = useRef<HTMLDivElement>(null)
  const closer = useRef<HTMLButtonElement>(null)
  useFocusGoesOn(whole, focusTask)
  const { text, refused } = report
  return (
    <div ref={whole} className={classes.notice} data-kind={refused.length > 0 ? 'refused' : 'done'}>
      <div className={classes.text}>
        {text}
        {refused.length > 0 && (
          <>
            {' '}
            {countOf(refused.length, 'task')} could not be changed:
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
            <ul className={classes.refused} tabIndex={0} aria-label="Tasks that could not be changed">
              {refused.map(({ task, detail }) => (
                <li key={task.id}>
                  <strong>{task.title}</strong>: {detail}
                </li>
              ))}
            </ul>
          </>
        )}
      </div>
      {report.undo.length > 0 && <Undo onUndo={undo} onGone={() => closer.current?.focus()} />}
      <button ref={closer} type="button" className={classes.close} onClick={close} aria-label="Close the report">
        <IconX className={classes.icon} aria-hidden />
      </button>
    </div>
  )
}

/** Keeps the focus while the undo is under way. */
function Undo({ onUndo, onGone }: { onUndo: () => void; onGone: () => void }) {
  const button = useRef<HTMLButtonElement>(null)
  useFocusGoesOn(button, onGone)
  return (
    <button ref={button} type="button" className={classes.action} onClick={onUndo}>
      Undo
    </button>
  )
}
