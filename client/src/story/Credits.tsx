import { usePeople } from '../members/queries.ts'
import { PersonAvatar } from '../ui/PersonAvatar.tsx'
import { useOpenStory } from './openStory.ts'
import classes from './Scenes.module.css'

const scenes = (count: number): string => (count === 1 ? '1 scene' : `${count} scenes`)

/** Who decided how many scenes. */
export function Credits() {
  const { plays } = useOpenStory()
  const personOf = usePeople()
  const byPerson = [...Map.groupBy(plays, ({ userId }) => userId)].sort(([, a], [, b]) => b.length - a.length)
  if (byPerson.length === 0) return null
  return (
    <>
      <h3 className={classes.subheading}>Told by</h3>
      <ul className={classes.suggestions}>
        {byPerson.map(([userId, own]) => {
          const person = personOf(userId) ?? { name: 'Former colleague', color: undefined }
          return (
            <li key={userId} className={classes.faces}>
              <PersonAvatar person={person} size="sm" decorative />
              {person.name}, {scenes(own.length)}
            </li>
          )
        })}
      </ul>
    </>
  )
}
