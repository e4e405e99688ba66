import type { Score } from '@certloom/shared/readiness/score'
import { useMediaQuery } from '@mantine/hooks'
import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual'
import { type CSSProperties, useCallback, useEffect, useLayoutEffect, useRef } from 'react'
import type { CellCursor } from '../collab/cellCursors.ts'
import { DomainRow } from './DomainRow.tsx'
import classes from './Grid.module.css'
import { GridHead } from './GridHead.tsx'
import { GridRow } from './GridRow.tsx'
import { gridRoles } from './gridRoles.ts'
import type { GridSelection } from './useGridSelection.ts'
import type { GridItem } from './view.ts'

type Props = {
  items: readonly GridItem[]
  score: Score
  titleOf: (code: string) => string
  active: { id: string | null; focusCount: number }
  onActive: (id: string) => void
  selection: GridSelection
  openId: string | undefined
  onOpen: (id: string) => void
  cursors: readonly CellCursor[]
}

/** Heights in rem, as in Grid.module.css: on narrow screens a row has its title over its status. */
const heights = { domain: 3.5, row: 2.75, narrowRow: 4.75 }
const narrow = '(max-width: 60em)'

const remInPixels = (): number => Number.parseFloat(getComputedStyle(document.documentElement).fontSize)
const nobody: readonly CellCursor[] = []

type Placed = CSSProperties & { '--start': string; '--size': string }

/** The rows that are in sight, and a few around them; the heading of the domain one is in stays on top. */
export function Grid({ items, titleOf, active, onActive, selection, openId, onOpen, cursors }: Props) {
  const scroller = useRef<HTMLDivElement>(null)
  const isNarrow = useMediaQuery(narrow, false, { getInitialValueInEffect: false })
  const rem = remInPixels()
  const activeIndex = items.findIndex((item) => item.is === 'row' && item.row.id === active.id)
  /** Where the tabulator comes in. */
  const entry = activeIndex < 0 ? items.findIndex((item) => item.is === 'row') : activeIndex
  const stickyBefore = (index: number): number => items.findLastIndex((item, at) => item.is === 'domain' && at <= index)
  const firstInSight = useRef(0)
  const virtualizer = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => (items[index]?.is === 'domain' ? heights.domain : isNarrow ? heights.narrowRow : heights.row) * rem,
    getItemKey: (index) => items[index]?.key ?? index,
    overscan: 6,
    scrollPaddingStart: heights.domain * rem,
    rangeExtractor: (range) => {
      firstInSight.current = range.startIndex
      const kept = [stickyBefore(range.startIndex), entry].filter((index) => index >= 0)
      return [...new Set([...kept, ...defaultRangeExtractor(range)])].sort((a, b) => a - b)
    },
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: heights change with the width
  useEffect(() => virtualizer.measure(), [isNarrow, virtualizer])
  const { id, focusCount } = active
  // biome-ignore lint/correctness/useExhaustiveDependencies: only when the reader is taken to a row, not when they put the focus into one themselves
  useLayoutEffect(() => {
    if (focusCount === 0 || activeIndex < 0) return
    virtualizer.scrollToIndex(activeIndex, { align: 'auto' })
    scroller.current?.querySelector<HTMLElement>(`[data-row="${id}"]`)?.focus({ preventScroll: true })
  }, [focusCount])
  const { toggle } = selection
  const onSelect = useCallback(
    (row: string, isRange: boolean) => {
      onActive(row)
      toggle(row, isRange)
    },
    [onActive, toggle],
  )
  const sticky = stickyBefore(firstInSight.current)
  return (
    <div ref={scroller} className={classes.scroller} data-scroller>
      <GridHead />
      <div role={gridRoles.group} className={classes.rows} style={{ '--size': `${virtualizer.getTotalSize()}px` } as Placed}>
        {virtualizer.getVirtualItems().map(({ index, start, size }) => {
          const item = items[index]
          if (!item) return null
          const place: Placed = { '--start': `${start}px`, '--size': `${size}px` }
          if (item.is === 'domain') {
            return (
              // biome-ignore lint/a11y/useAriaPropsSupportedByRole: its role is in gridRoles
              <div
                key={item.key}
                role={gridRoles.row}
                className={classes.domain}
                aria-rowindex={index + 2}
                data-sticky={index === sticky || undefined}
                style={place}
              >
                <DomainRow domain={item.domain} title={titleOf(item.domain.code)} />
              </div>
            )
          }
          const { row } = item
          const isActive = index === entry
          return (
            // biome-ignore lint/a11y/noStaticElementInteractions: its role is in gridRoles
            // biome-ignore lint/a11y/useAriaPropsSupportedByRole: its role is in gridRoles
            <div
              key={item.key}
              role={gridRoles.row}
              className={classes.row}
              aria-rowindex={index + 2}
              aria-selected={selection.ids.has(row.id)}
              data-row={row.id}
              data-code={row.answer.code}
              data-open={openId === row.id || undefined}
              tabIndex={isActive ? 0 : -1}
              style={place}
              onFocus={() => onActive(row.id)}
            >
              <GridRow
                answer={row.answer}
                live={row.live}
                isActive={isActive}
                isSelected={selection.ids.has(row.id)}
                isOpen={openId === row.id}
                cursors={cursors.some((cursor) => cursor.row === row.id) ? cursors.filter((cursor) => cursor.row === row.id) : nobody}
                onSelect={onSelect}
                onOpen={onOpen}
              />
            </div>
          )
        })}
      </div>
    </div>
  )
}
