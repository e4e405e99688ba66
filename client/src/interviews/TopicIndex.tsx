import { IconChecklist, IconFileText } from '@tabler/icons-react'
import { othersIn, type PersonHere } from '../collab/people.ts'
import { PersonAvatar } from '../ui/PersonAvatar.tsx'
import classes from './QuestionIndex.module.css'
import type { Topic } from './topics.ts'

const icons = { document: IconFileText, checklist: IconChecklist }
const mostFaces = 3

type Props = { topics: readonly Topic[]; current: string; people: readonly PersonHere[]; onGo: (topic: Topic) => void }

/** What a workshop goes through, and who is where. */
export function TopicIndex({ topics, current, people, onGo }: Props) {
  return (
    <nav aria-label="Topics">
      <ol className={classes.list}>
        {topics.map((topic) => {
          const Icon = icons[topic.is]
          return (
            <li key={topic.id}>
              <button
                type="button"
                className={classes.item}
                aria-current={topic.id === current ? 'step' : undefined}
                onClick={() => onGo(topic)}
              >
                <Icon className={classes.icon} aria-hidden />
                <span className={classes.title}>{topic.name}</span>
                <span className={classes.people}>
                  {othersIn(people, topic.id)
                    .slice(0, mostFaces)
                    .map((person) => (
                      <PersonAvatar key={person.id} person={person} size="sm" />
                    ))}
                </span>
              </button>
            </li>
          )
        })}
      </ol>
    </nav>
  )
}
