import classes from './List.module.css'

type StoredItem = { id: string; text: string }

const isStoredItem = (item: unknown): item is StoredItem =>
  typeof item === 'object' &&
  item !== null &&
  'id' in item &&
  typeof item.id === 'string' &&
  'text' in item &&
  typeof item.text === 'string'

/** The items as they were last stored. */
export function StaticList({ content, placeholder }: { content: unknown; placeholder: string }) {
  const items: StoredItem[] = Array.isArray(content) ? content.filter(isStoredItem) : []
  if (items.length === 0) return <p className={classes.placeholder}>{placeholder}</p>
  return (
    <ul className={classes.list}>
      {items.map((item) => (
        <li key={item.id} className={classes.item}>
          <div className={classes.text}>
            <div className={classes.words}>{item.text}</div>
          </div>
        </li>
      ))}
    </ul>
  )
}
