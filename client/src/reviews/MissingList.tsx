import type { Missing } from '@certloom/shared/reviews/contract'
import { Anchor } from '@mantine/core'
import classes from './Review.module.css'
import { reasonWords, sectionCount } from './words.ts'

/** What keeps a document from being reviewed, each line a way to its section. */
export function MissingList({ missing, onGo }: { missing: readonly Missing[]; onGo: (section: string) => void }) {
  const sections = new Set(missing.map(({ section_id }) => section_id)).size
  return (
    <div role="status">
      <p className={classes.lead}>{`${sectionCount(sections)} ${sections === 1 ? 'is' : 'are'} not ready for review:`}</p>
      <ul className={classes.missing}>
        {missing.map((item) => (
          <li key={`${item.section_id} ${item.reason}`}>
            <Anchor component="button" type="button" onClick={() => onGo(item.section_id)}>
              {item.title}
            </Anchor>{' '}
            {reasonWords(item)}
          </li>
        ))}
      </ul>
    </div>
  )
}
