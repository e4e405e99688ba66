import type { ReactNode } from 'react'
import { gridRoles } from './gridRoles.ts'

type Props = { className?: string | undefined; cell?: string; isHeader?: boolean; span?: number; children: ReactNode }

/** A cell of the grid. */
export function GridCell({ className, cell, isHeader = false, span, children }: Props) {
  return (
    // biome-ignore lint/a11y/useAriaPropsSupportedByRole: its role is in gridRoles
    <div role={isHeader ? gridRoles.rowHeader : gridRoles.cell} className={className} data-cell={cell} aria-colspan={span}>
      {children}
    </div>
  )
}
