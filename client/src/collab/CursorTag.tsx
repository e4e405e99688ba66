import type { CSSProperties } from 'react'
import classes from './CursorTag.module.css'
import type { CellCursor } from './cellCursors.ts'

/** The edge around a cell or an item in the colour of whoever is in it, with their name. Takes no room and no click. */
export function CursorTag({ cursor }: { cursor: CellCursor }) {
  const style: CSSProperties & { '--person': string } = { '--person': cursor.color }
  return (
    <span className={classes.edge} style={style} data-cursor={cursor.name} data-client={cursor.client} aria-hidden>
      <span className={classes.name}>{cursor.name}</span>
    </span>
  )
}
