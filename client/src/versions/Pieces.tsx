import type { Piece } from '@certloom/shared/comparison/contract'
import { VisuallyHidden } from '@mantine/core'
import type { ReactNode } from 'react'
import classes from './Compare.module.css'

const markings: Record<string, (words: ReactNode) => ReactNode> = {
  bold: (words) => <strong>{words}</strong>,
  italic: (words) => <em>{words}</em>,
  underline: (words) => <u>{words}</u>,
  code: (words) => <code>{words}</code>,
}

const marked = ({ text, marks }: Piece): ReactNode =>
  marks.reduce<ReactNode>((words, { type }) => (Object.hasOwn(markings, type) ? markings[type]?.(words) : words), text)

/** Words that only the newer side has: underlined, and said to be added. */
export const Added = ({ children }: { children: ReactNode }) => (
  <ins className={classes.added}>
    <VisuallyHidden>[added: </VisuallyHidden>
    {children}
    <VisuallyHidden>]</VisuallyHidden>
  </ins>
)

/** Words that only the older side had: struck through, and said to be removed. */
export const Removed = ({ children }: { children: ReactNode }) => (
  <del className={classes.removed}>
    <VisuallyHidden>[removed: </VisuallyHidden>
    {children}
    <VisuallyHidden>]</VisuallyHidden>
  </del>
)

const Formatted = ({ children }: { children: ReactNode }) => (
  <span className={classes.formatted}>
    <VisuallyHidden>[formatted: </VisuallyHidden>
    {children}
    <VisuallyHidden>]</VisuallyHidden>
  </span>
)

const wrappers = { added: Added, removed: Removed, formatted: Formatted, same: ({ children }: { children: ReactNode }) => <>{children}</> }

/** Words of two sides in one text. */
export function Pieces({ pieces }: { pieces: readonly Piece[] }) {
  let length = 0
  return (
    <>
      {pieces.map((piece) => {
        const Wrapper = wrappers[piece.change]
        const key = `${piece.change}-${length}`
        length += piece.text.length
        return <Wrapper key={key}>{marked(piece)}</Wrapper>
      })}
    </>
  )
}
