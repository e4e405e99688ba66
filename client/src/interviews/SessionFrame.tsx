import { Drawer, SegmentedControl } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { type ReactNode, Suspense, useState } from 'react'
import { SkeletonRows } from '../ui/PageSkeleton.tsx'
import classes from './SessionView.module.css'

/** As in SessionView.module.css: where there is no room for the index beside the question. */
const narrow = '(max-width: 60em)'
const atOnce = { getInitialValueInEffect: false }

type Props = {
  /** what the index is of */
  title: string
  header: (onIndex: (() => void) | undefined) => ReactNode
  /** `close` puts the index away where it lies over the page */
  index: (close: () => void) => ReactNode
  /** what came up besides, and how much of it there is */
  notes: ReactNode
  noteCount: number
  children: ReactNode
}

type Side = 'index' | 'notes'

/** The header, what the reader is at, and beside it, or over it where there is no room, the index or the notes. */
export function SessionFrame({ title, header, index, notes, noteCount, children }: Props) {
  const isNarrow = useMediaQuery(narrow, false, atOnce)
  const [isOpen, setIsOpen] = useState(false)
  const [side, setSide] = useState<Side>('index')
  const close = () => setIsOpen(false)
  const shown = side === 'index' ? title : 'Notes'
  const beside = (
    <>
      <SegmentedControl
        className={classes.side}
        size="xs"
        fullWidth
        aria-label="Beside the page"
        value={side}
        onChange={(value) => setSide(value as Side)}
        data={[
          { value: 'index', label: title },
          { value: 'notes', label: noteCount === 0 ? 'Notes' : `Notes (${noteCount})` },
        ]}
      />
      {side === 'index' ? index(close) : notes}
    </>
  )
  return (
    <div className={classes.page}>
      {header(isNarrow ? () => setIsOpen(true) : undefined)}
      <div className={classes.columns}>
        {!isNarrow && (
          <div className={classes.index} data-scrolls>
            {beside}
          </div>
        )}
        <Suspense fallback={<SkeletonRows rows={4} />}>{children}</Suspense>
      </div>
      {isNarrow && (
        <Drawer
          opened={isOpen}
          onClose={close}
          size="sm"
          title={shown}
          closeButtonProps={{ 'aria-label': `Close the ${shown.toLowerCase()}` }}
        >
          <div className={classes.drawer}>{beside}</div>
        </Drawer>
      )}
    </div>
  )
}
