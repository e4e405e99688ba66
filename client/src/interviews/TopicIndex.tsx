import { IconChecklist, IconFileText } from '@tabler/icons-react'
import { FewFaces } from '../collab/FewFaces.tsx'
import { othersIn, type PersonHere } from '../collab/people.ts'
import places from '../ui/places.module.css'
import type { Topic } from './topics.ts'

const icons = { document: IconFileText, checklist: IconChecklist }

type Props = { topics: readonly Topic[]; current: string; people: readonly PersonHere[]; onGo: (topic: Topic) => void }

/** What a workshop goes through, and who is where. */
export function TopicIndex({ topics, current, people, onGo }: Props) {
  return (
    <nav aria-label="Topics">
      <ol className={places.list}>
        {topics.map((topic) => {
          const Icon = icons[topic.is]
          return (
            <li key={topic.id}>
              <button
                type="button"
                className={places.item}
                aria-current={topic.id === current ? 'step' : undefined}
                onClick={() => onGo(topic)}
              >
                <Icon className={places.icon} aria-hidden />
                <span className={places.title}>{topic.name}</span>
                <span className={places.end}>
                  <FewFaces people={othersIn(people, topic.id)} />
                </span>
              </button>
            </li>
          )
        })}
      </ol>
    </nav>
  )
}
