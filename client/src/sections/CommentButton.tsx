import type { FilledSection } from '@certloom/shared/documents/contract'
import { IconMessagePlus } from '@tabler/icons-react'
import { type CSSProperties, type RefObject, useEffect, useState } from 'react'
import type { Doc } from 'yjs'
import type { NewTarget } from '../comments/commentsHere.ts'
import classes from './CommentButton.module.css'
import { type PointedAt, pointedAt } from './commentTarget.ts'

type Props = {
  stage: RefObject<HTMLElement | null>
  doc: Doc
  sections: readonly FilledSection[]
  onComment: (about: NewTarget) => void
}

type Placed = CSSProperties & { '--at': string }

/** Selections change with every key; the button follows when they rest. */
const settleTime = 150

function usePointedAt(doc: Doc, sections: readonly FilledSection[]): PointedAt | null {
  const [pointed, setPointed] = useState<PointedAt | null>(null)
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const look = () => {
      clearTimeout(timer)
      timer = setTimeout(() => setPointed(pointedAt(doc, sections)), settleTime)
    }
    document.addEventListener('selectionchange', look)
    document.addEventListener('focusin', look)
    document.addEventListener('scroll', look, true)
    return () => {
      clearTimeout(timer)
      document.removeEventListener('selectionchange', look)
      document.removeEventListener('focusin', look)
      document.removeEventListener('scroll', look, true)
    }
  }, [doc, sections])
  return pointed
}

/** Stands at the edge of the paper beside what is selected. The keyboard has a shortcut instead, so it is no stop of the tab key. */
export function CommentButton({ stage, doc, sections, onComment }: Props) {
  const pointed = usePointedAt(doc, sections)
  const frame = stage.current?.getBoundingClientRect()
  if (pointed === null || !frame || pointed.box.bottom < frame.top || pointed.box.top > frame.bottom) return null
  const style: Placed = { '--at': `${Math.max(0, pointed.box.top - frame.top)}px` }
  return (
    <button
      type="button"
      className={classes.button}
      style={style}
      tabIndex={-1}
      aria-label="Comment on what is selected"
      onMouseDown={(event) => event.preventDefault()}
      onClick={() => onComment(pointed.about)}
    >
      <IconMessagePlus className={classes.icon} aria-hidden />
    </button>
  )
}
