import classes from './StateMark.module.css'

type Tone = 'na' | 'partial' | 'ready' | 'missing' | 'accent'
type Shape = 'ring' | 'dashes' | 'dash' | 'half' | 'check' | 'alert' | 'clock' | 'return' | 'cross' | 'stop' | 'pause'

/** Every state a section, document, task, plan, row of a checklist or piece of evidence can be in: a shape, a word and a colour, the same everywhere. */
const states = {
  not_started: { shape: 'ring', word: 'Not started', tone: 'na' },
  in_progress: { shape: 'half', word: 'In progress', tone: 'partial' },
  done: { shape: 'check', word: 'Done', tone: 'ready' },
  needs_work: { shape: 'alert', word: 'Needs work', tone: 'missing' },
  pending_review: { shape: 'clock', word: 'Pending review', tone: 'accent' },
  approved: { shape: 'check', word: 'Approved', tone: 'ready' },
  moved_on: { shape: 'half', word: 'Draft moved on', tone: 'partial' },
  changes_requested: { shape: 'return', word: 'Changes requested', tone: 'partial' },
  rejected: { shape: 'cross', word: 'Rejected', tone: 'missing' },
  withdrawn: { shape: 'return', word: 'Approval withdrawn', tone: 'missing' },
  superseded: { shape: 'return', word: 'Replaced by a newer draft', tone: 'na' },
  pending: { shape: 'ring', word: 'Pending', tone: 'na' },
  blocked: { shape: 'stop', word: 'Blocked', tone: 'missing' },
  completed: { shape: 'check', word: 'Completed', tone: 'ready' },
  cancelled: { shape: 'cross', word: 'Cancelled', tone: 'na' },
  ready: { shape: 'check', word: 'Ready', tone: 'ready' },
  partial: { shape: 'half', word: 'Partial', tone: 'partial' },
  not_applicable: { shape: 'dash', word: 'Not applicable', tone: 'na' },
  unanswered: { shape: 'dashes', word: 'Unanswered', tone: 'na' },
  accepted: { shape: 'check', word: 'Accepted', tone: 'ready' },
  missing: { shape: 'ring', word: 'Missing', tone: 'missing' },
  expiring: { shape: 'clock', word: 'Ends soon', tone: 'partial' },
  expired: { shape: 'alert', word: 'Expired', tone: 'missing' },
  present: { shape: 'check', word: 'Present', tone: 'ready' },
  active: { shape: 'half', word: 'Active', tone: 'accent' },
  paused: { shape: 'pause', word: 'Paused', tone: 'partial' },
} as const satisfies Record<string, { shape: Shape; word: string; tone: Tone }>

export type ShownState = keyof typeof states

/** The word for a state. */
export const stateWord = (state: ShownState): string => states[state].word

/** Drawn on a 16 by 16 grid; a filled disc carries its sign as a hole in the colour of the ground. */
const drawings: Record<Shape, { disc: boolean; paths: string[] }> = {
  ring: { disc: false, paths: [] },
  half: { disc: false, paths: [] },
  dashes: { disc: false, paths: [] },
  dash: { disc: false, paths: ['M5 8h6'] },
  check: { disc: true, paths: ['M4.9 8.2 7.1 10.4 11.2 5.9'] },
  alert: { disc: true, paths: ['M8 4.4v4.2', 'M8 11.3v.1'] },
  clock: { disc: false, paths: ['M8 4.9V8l2.1 1.5'] },
  return: { disc: false, paths: ['M7 5.2 4.9 7.3 7 9.4', 'M5.1 7.3h4.1a1.9 1.9 0 0 1 0 3.8H8'] },
  cross: { disc: true, paths: ['M5.6 5.6l4.8 4.8', 'M10.4 5.6l-4.8 4.8'] },
  stop: { disc: true, paths: ['M4.9 8h6.2'] },
  pause: { disc: false, paths: ['M6.4 5.6v4.8', 'M9.6 5.6v4.8'] },
}

function Drawing({ shape }: { shape: Shape }) {
  const { disc, paths } = drawings[shape]
  return (
    <svg className={classes.drawing} viewBox="0 0 16 16" aria-hidden focusable="false">
      <circle
        className={disc ? classes.disc : classes.ring}
        data-dashed={shape === 'dashes' || undefined}
        cx="8"
        cy="8"
        r={disc ? 7 : 6.25}
      />
      {shape === 'half' && <path className={classes.half} d="M8 1.75a6.25 6.25 0 0 0 0 12.5Z" />}
      {paths.map((path) => (
        <path key={path} className={disc ? classes.hole : classes.stroke} d={path} />
      ))}
    </svg>
  )
}

/** The shape alone, named for screen readers unless the word stands beside it: for tight places such as the outline. */
export function SectionMark({ state, decorative = false }: { state: ShownState; decorative?: boolean }) {
  const { shape, word, tone } = states[state]
  const named = decorative ? { 'aria-hidden': true } : { role: 'img', 'aria-label': word, title: word }
  return (
    <span className={classes.mark} data-tone={tone} {...named}>
      <Drawing shape={shape} />
    </span>
  )
}

/** Shape and word on a tint of the state's colour. */
export function StatusChip({ state }: { state: ShownState }) {
  const { shape, word, tone } = states[state]
  return (
    <span className={classes.chip} data-tone={tone}>
      <Drawing shape={shape} />
      {word}
    </span>
  )
}

/** The colour of a state, as the value of `data-tone`. */
export const toneOf = (state: ShownState): Tone => states[state].tone
