import { type ShownState, StatusChip } from '../ui/StateMark.tsx'
import type { Session } from './queries.ts'

const states = { active: 'in_progress', paused: 'paused', completed: 'completed' } as const satisfies Record<
  Session['session_status'],
  ShownState
>

/** Where a session is in its life. */
export const SessionStatus = ({ status }: { status: Session['session_status'] }) => <StatusChip state={states[status]} />
