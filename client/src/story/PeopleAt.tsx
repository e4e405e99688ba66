import type { StoryChapter } from '@certloom/shared/story/contract'
import { VisuallyHidden } from '@mantine/core'
import { firstNameOf, type PersonHere } from '../collab/people.ts'
import { PersonAvatar } from '../ui/PersonAvatar.tsx'
import { useOpenStory } from './openStory.ts'
import classes from './PeopleAt.module.css'
import { isInChapter, type Place, sectionOf } from './place.ts'

const mostFaces = 4

/** Others, as faces; whoever reads without seeing is told their names. */
export function Faces({ people, doing }: { people: readonly PersonHere[]; doing: string }) {
  if (people.length === 0) return null
  return (
    <span className={classes.faces}>
      <VisuallyHidden>
        {doing} {people.map(firstNameOf).join(', ')}
      </VisuallyHidden>
      {people.slice(0, mostFaces).map((person) => (
        <PersonAvatar key={person.id} person={person} size="sm" decorative />
      ))}
      {people.length > mostFaces && <span aria-hidden>+{people.length - mostFaces}</span>}
    </span>
  )
}

/** Who else is in a chapter now, as faces. */
export function PeopleIn({ chapter }: { chapter: StoryChapter }) {
  const { people } = useOpenStory()
  const here = people.filter(({ isSelf, sections }) => !isSelf && sections.some((section) => isInChapter(chapter, section)))
  return <Faces people={here} doing="Here:" />
}

/** Who else is at this place now. */
export function PeopleAt({ place }: { place: Place }) {
  const { people } = useOpenStory()
  const here = people.filter(
    ({ isSelf, sections }) =>
      !isSelf &&
      sections.some((section) => (place.is === 'card' ? place.card.requirement_ids.includes(section) : section === sectionOf(place))),
  )
  return here.length === 0 ? null : (
    <span className={classes.here}>
      <Faces people={here} doing="" />
      <span aria-hidden>{here.length === 1 && here[0] ? `${firstNameOf(here[0])} is here` : `${here.length} are here`}</span>
      <VisuallyHidden>{here.length === 1 ? 'is here' : 'are here'}</VisuallyHidden>
    </span>
  )
}
