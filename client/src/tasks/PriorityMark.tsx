import classes from './Marks.module.css'
import type { Priority } from './taskSearch.ts'
import { priorityWords } from './words.ts'

const bars: Record<Priority, number> = { urgent: 4, high: 3, medium: 2, low: 1 }

/** How urgent something is, as bars of which more or fewer stand; what is urgent is a sign of its own. */
export function PriorityMark({ priority, withWord = false }: { priority: Priority; withWord?: boolean }) {
  const word = priorityWords[priority]
  return (
    <span
      className={classes.priority}
      data-priority={priority}
      title={`Priority: ${word}`}
      {...(!withWord && { role: 'img', 'aria-label': `Priority: ${word}` })}
    >
      <svg viewBox="0 0 16 16" className={classes.bars} aria-hidden focusable="false">
        {priority === 'urgent' ? (
          <path
            className={classes.urgent}
            d="M3 1h10a2 2 0 0 1 2 2v10a2 2 0 0 1-2 2H3a2 2 0 0 1-2-2V3a2 2 0 0 1 2-2Zm4 3v5h2V4Zm0 6.5v2h2v-2Z"
          />
        ) : (
          [0, 1, 2].map((at) => (
            <rect
              key={at}
              className={at < bars[priority] ? classes.bar : classes.noBar}
              x={2 + at * 4.5}
              y={10 - at * 3.5}
              width="3"
              height={4 + at * 3.5}
              rx="1"
            />
          ))
        )}
      </svg>
      {withWord && word}
    </span>
  )
}
