import { VisuallyHidden } from '@mantine/core'
import { gridRoles } from './gridRoles.ts'

/** What the columns are. Seen by screen readers only: the cells speak for themselves. */
export function GridHead() {
  return (
    <VisuallyHidden component="div" role={gridRoles.group}>
      {/* biome-ignore lint/a11y/useAriaPropsSupportedByRole: its role is in gridRoles */}
      <div role={gridRoles.row} aria-rowindex={1}>
        {['Selected', 'Code', 'Requirement', 'Status', 'Owner', 'Due', 'Justification', 'Evidence', 'Last change', 'Details'].map(
          (name) => (
            <span key={name} role={gridRoles.columnHeader}>
              {name}
            </span>
          ),
        )}
      </div>
    </VisuallyHidden>
  )
}
