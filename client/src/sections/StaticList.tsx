import { AddLine } from './AddLine.tsx'
import classes from './List.module.css'

type StoredItem = { id: string; text: string }

const isStoredItem = (item: unknown): item is StoredItem =>
  typeof item === 'object' &&
  item !== null &&
  'id' in item &&
  typeof item.id === 'string' &&
  'text' in item &&
  typeof item.text === 'string'

type Props = {
  content: unknown
  placeholder: string
  /** Will it be possible to add an item? */
  isWritable: boolean
}

/** The items as they were last stored. Takes the room that the live list will take. */
export function StaticList({ content, placeholder, isWritable }: Props) {
  const items: StoredItem[] = Array.isArray(content) ? content.filter(isStoredItem) : []
  return (
    <>
      <p className={classes.placeholder}>{placeholder}</p>
      {items.length > 0 && (
        <ul className={classes.list}>
          {items.map((item) => (
            <li key={item.id} className={classes.item}>
              <div className={classes.text}>
                <div className={classes.words}>{item.text}</div>
              </div>
            </li>
          ))}
        </ul>
      )}
      {isWritable && <AddLine.Room />}
    </>
  )
}
