import { Drawer } from '@mantine/core'
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
  children: ReactNode
}

/** The header, the index beside what the reader is at, or over it where there is no room, and that itself. */
export function SessionFrame({ title, header, index, children }: Props) {
  const isNarrow = useMediaQuery(narrow, false, atOnce)
  const [isOpen, setIsOpen] = useState(false)
  const close = () => setIsOpen(false)
  return (
    <div className={classes.page}>
      {header(isNarrow ? () => setIsOpen(true) : undefined)}
      <div className={classes.columns}>
        {!isNarrow && (
          <div className={classes.index} data-scrolls>
            {index(close)}
          </div>
        )}
        <Suspense fallback={<SkeletonRows rows={4} />}>{children}</Suspense>
      </div>
      {isNarrow && (
        <Drawer
          opened={isOpen}
          onClose={close}
          size="sm"
          title={title}
          closeButtonProps={{ 'aria-label': `Close the ${title.toLowerCase()}` }}
        >
          {index(close)}
        </Drawer>
      )}
    </div>
  )
}
