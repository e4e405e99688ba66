import type { ItemDiff, PartWriters } from '@certloom/shared/comparison/contract'
import text from '../editor/text.module.css'
import { ChangeMark, changeProps } from './ChangeMark.tsx'
import classes from './Compare.module.css'
import { Pieces } from './Pieces.tsx'
import { WrittenBy } from './WrittenBy.tsx'

const isSame = ({ change, is_moved }: ItemDiff): boolean => change === 'same' && !is_moved

/** A list, or the titles of evidence, on both sides: what changed in it. */
export function CompareItems({ items, writers }: { items: readonly ItemDiff[]; writers: PartWriters }) {
  const unchanged = items.filter(isSame).length
  return (
    <div className={text.text}>
      {items
        .filter((item) => !isSame(item))
        .map((item) => (
          <div key={item.id} className={classes.line} data-change={item.change} {...changeProps}>
            <p className={classes.facts}>
              <ChangeMark change={item.change} isMoved={item.is_moved} />
              <WrittenBy writers={writers} id={item.id} />
            </p>
            <p className={classes.words} data-listed>
              <Pieces pieces={item.pieces} />
            </p>
          </div>
        ))}
      {unchanged > 0 && <p className={classes.rest}>{unchanged === 1 ? '1 unchanged item' : `${unchanged} unchanged items`}</p>}
    </div>
  )
}
