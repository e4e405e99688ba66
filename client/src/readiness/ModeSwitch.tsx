import { Link } from '@tanstack/react-router'
import classes from './ModeSwitch.module.css'

export type ChecklistView = 'story' | 'list'

/** The two ways into the same rows. */
export function ModeSwitch({ projectId, view }: { projectId: string; view: ChecklistView }) {
  const link = (of: ChecklistView) => ({
    params: { projectId },
    search: {},
    className: classes.mode,
    activeOptions: { exact: true, includeSearch: false },
    'data-shown': of === view || undefined,
  })
  return (
    <nav className={classes.modes} aria-label="Mode">
      <Link to="/readiness/$projectId/story" {...link('story')}>
        Story
      </Link>
      <Link to="/readiness/$projectId" {...link('list')}>
        List
      </Link>
    </nav>
  )
}
