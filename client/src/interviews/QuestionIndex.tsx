import { SegmentedControl, VisuallyHidden } from '@mantine/core'
import { IconFlag, IconPaperclip, IconPlayerSkipForward } from '@tabler/icons-react'
import { useState } from 'react'
import { FewFaces } from '../collab/FewFaces.tsx'
import { othersIn, type PersonHere } from '../collab/people.ts'
import places from '../ui/places.module.css'
import { SectionMark } from '../ui/StateMark.tsx'
import type { Question } from './queries.ts'
import type { SessionState } from './useSessionRoom.ts'

type Props = {
  questions: readonly Question[]
  current: string
  state: SessionState
  people: readonly PersonHere[]
  onGo: (question: Question) => void
}

type ItemProps = Pick<Props, 'state' | 'people' | 'onGo'> & { question: Question; isCurrent: boolean }

function Item({ question, state, people, isCurrent, onGo }: ItemProps) {
  return (
    <li>
      <button type="button" className={places.item} aria-current={isCurrent ? 'step' : undefined} onClick={() => onGo(question)}>
        <SectionMark state={question.state} />
        <span className={places.title}>{question.section_title}</span>
        {state.flags.has(question.id) && (
          <span className={places.mark} title="Flagged">
            <IconFlag className={places.icon} aria-hidden />
            <VisuallyHidden>flagged</VisuallyHidden>
          </span>
        )}
        {state.skipped.has(question.id) && (
          <span className={places.mark} title="Skipped">
            <IconPlayerSkipForward className={places.icon} aria-hidden />
            <VisuallyHidden>skipped</VisuallyHidden>
          </span>
        )}
        {question.requires_evidence && (
          <span className={places.mark} data-missing={!question.has_evidence || undefined} title="Evidence">
            <IconPaperclip className={places.icon} aria-hidden />
            <VisuallyHidden>{question.has_evidence ? 'has evidence' : 'evidence needed'}</VisuallyHidden>
          </span>
        )}
        <span className={places.end}>
          <FewFaces people={othersIn(people, question.id)} />
        </span>
      </button>
    </li>
  )
}

const filters = { all: 'All', open: 'Unanswered', flagged: 'Flagged' }
type Filter = keyof typeof filters

type Group = { name: string; questions: Question[] }

/** By document, in the order they are asked. */
function groupsOf(questions: readonly Question[]): Group[] {
  const groups: Group[] = []
  for (const question of questions) {
    const last = groups.at(-1)
    if (last?.name === question.document_name) last.questions.push(question)
    else groups.push({ name: question.document_name, questions: [question] })
  }
  return groups
}

/** Every question at a glance. */
export function QuestionIndex({ questions, current, state, people, onGo }: Props) {
  const [filter, setFilter] = useState<Filter>('all')
  const isShown: Record<Filter, (question: Question) => boolean> = {
    all: () => true,
    open: ({ is_answered }) => !is_answered,
    flagged: ({ id }) => state.flags.has(id),
  }
  const shown = questions.filter((question) => isShown[filter](question) || question.id === current)
  return (
    <>
      <SegmentedControl
        size="xs"
        fullWidth
        aria-label="Which questions"
        value={filter}
        onChange={(value) => setFilter(value as Filter)}
        data={Object.entries(filters).map(([value, label]) => ({ value, label }))}
      />
      <nav aria-label="Questions">
        {groupsOf(shown).map((group) => (
          <section key={group.questions[0]?.id} aria-label={group.name}>
            <p className={places.label} aria-hidden>
              {group.name}
            </p>
            <ol className={places.list}>
              {group.questions.map((question) => (
                <Item key={question.id} question={question} state={state} people={people} isCurrent={question.id === current} onGo={onGo} />
              ))}
            </ol>
          </section>
        ))}
      </nav>
    </>
  )
}
