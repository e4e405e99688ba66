import { ActionIcon, Popover, Tooltip, VisuallyHidden } from '@mantine/core'
import { IconEye, IconEyeOff, IconUsers } from '@tabler/icons-react'
import { type KeyboardEvent, useRef, useState } from 'react'
import { firstNameOf, type PersonHere } from '../collab/people.ts'
import { initialsOf, PersonAvatar } from '../ui/PersonAvatar.tsx'
import classes from './PeopleHere.module.css'
import type { Follow } from './useFollow.ts'

type Props = {
  people: readonly PersonHere[]
  titles: ReadonlyMap<string, string>
  follow: Follow
  onGo: (person: PersonHere) => void
}

/** As many faces as a header bears; the list has everybody. */
const mostFaces = 5

/** "idle, Security objectives, follows you": the title may be too long to be shown whole. */
function wordsAbout(person: PersonHere, titles: ReadonlyMap<string, string>, self: string | undefined): string {
  const [section] = person.workingIn.length > 0 ? person.workingIn : person.sections
  const title = section === undefined ? undefined : titles.get(section)
  return [person.isIdle && 'idle', title, person.follows !== null && person.follows === self && 'follows you'].filter(Boolean).join(', ')
}

type FaceProps = { person: PersonHere; words: string; isFollower: boolean; onGo: () => void }

/** The name with the letters that are drawn for it, so that the button is also found by what is seen of it. */
function nameAndLetters({ name }: PersonHere): string {
  const letters = initialsOf(name, 'md')
  return letters.length > 1 ? `${name}, ${letters}` : name
}

function Face({ person, words, isFollower, onGo }: FaceProps) {
  const about = words === '' ? '' : `: ${words}`
  return (
    <Tooltip label={`${person.name}${about}`}>
      <button type="button" className={classes.face} aria-label={`Go to ${nameAndLetters(person)}${about}`} onClick={onGo}>
        <PersonAvatar person={person} decorative />
        {isFollower && (
          <span className={classes.follower}>
            <IconEye className={classes.eye} aria-hidden />
          </span>
        )}
      </button>
    </Tooltip>
  )
}

type RowProps = { person: PersonHere; words: string; isFollowed: boolean; onGo: () => void; onFollow: () => void }

function Row({ person, words, isFollowed, onGo, onFollow }: RowProps) {
  const EyeIcon = isFollowed ? IconEyeOff : IconEye
  return (
    <li className={classes.row}>
      <button type="button" className={classes.person} disabled={person.isSelf} onClick={onGo}>
        <PersonAvatar person={person} decorative />
        <span className={classes.words}>
          <span className={classes.name}>{person.isSelf ? `${person.name} (you)` : person.name}</span>
          <span className={classes.about}>{words}</span>
        </span>
      </button>
      {!person.isSelf && (
        <button type="button" className={classes.followButton} onClick={onFollow}>
          <EyeIcon className={classes.icon} aria-hidden />
          {isFollowed ? 'Stop following' : `Follow ${firstNameOf(person)}`}
        </button>
      )}
    </li>
  )
}

/** Everybody in the document: who they are, where, and the ways to go there once or to go along. */
export function PeopleHere({ people, titles, follow, onGo }: Props) {
  const [isOpen, setIsOpen] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  const self = people.find((person) => person.isSelf)?.id
  const faces = people.length > mostFaces ? people.slice(0, mostFaces - 1) : people
  const wordsOf = (person: PersonHere) => wordsAbout(person, titles, self)
  const close = () => {
    setIsOpen(false)
    button.current?.focus()
  }
  const go = (person: PersonHere) => {
    setIsOpen(false)
    onGo(person)
  }
  const toggleFollow = (person: PersonHere) => {
    close()
    if (follow.person?.id === person.id) follow.stop()
    else follow.start(person)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') close()
  }
  return (
    <section className={classes.people} aria-label="People here">
      <ul className={classes.stack}>
        {faces.map((person) => (
          <li key={person.id}>
            {person.isSelf ? (
              <PersonAvatar person={person} />
            ) : (
              <Face person={person} words={wordsOf(person)} isFollower={person.follows === self} onGo={() => go(person)} />
            )}
          </li>
        ))}
        {people.length > faces.length && <li className={classes.rest}>+{people.length - faces.length}</li>}
      </ul>
      {(people.length > 1 || isOpen) && (
        <Popover
          opened={isOpen}
          onChange={setIsOpen}
          position="bottom-end"
          trapFocus
          closeOnEscape={false}
          shadow="md"
          withinPortal={false}
        >
          <Popover.Target>
            <ActionIcon ref={button} className={classes.all} onClick={() => setIsOpen((wasOpen) => !wasOpen)} aria-expanded={isOpen}>
              <IconUsers className={classes.icon} aria-hidden />
              <VisuallyHidden>Everybody here: </VisuallyHidden>
              <span className={classes.count}>{people.length}</span>
            </ActionIcon>
          </Popover.Target>
          <Popover.Dropdown className={classes.dropdown} aria-label="Everybody here" onKeyDown={onKeyDown}>
            <ul className={classes.list}>
              {people.map((person) => (
                <Row
                  key={person.id}
                  person={person}
                  words={wordsOf(person)}
                  isFollowed={follow.person?.id === person.id}
                  onGo={() => go(person)}
                  onFollow={() => toggleFollow(person)}
                />
              ))}
            </ul>
          </Popover.Dropdown>
        </Popover>
      )}
    </section>
  )
}
