import type { DocumentDetail } from '@certloom/shared/documents/contract'
import { IconFlag, IconLock, IconPlayerSkipForward, IconStarFilled } from '@tabler/icons-react'
import type { CSSProperties, Ref } from 'react'
import { firstNameOf } from '../collab/people.ts'
import type { Room } from '../collab/room.ts'
import { useSectionLock } from '../sections/useSectionLock.ts'
import type { AskedProps } from './askedProps.ts'
import classes from './QuestionHead.module.css'
import type { Question } from './queries.ts'

type Props = { question: Question; document: DocumentDetail; room: Room; asked: AskedProps; headingRef: Ref<HTMLHeadingElement> }

const countOf = ({ also_fills }: Question): string => (also_fills.length === 0 ? '' : `fills ${also_fills.length + 1} documents`)

/** "Security objectives · clause 6.2 · fills 2 documents" */
const factsOf = (question: Question): string =>
  [question.document_name, question.clauses.length > 0 && `clause ${question.clauses.join(', ')}`, countOf(question)]
    .filter(Boolean)
    .join(' · ')

function Spotlight({ question, asked: { people, state } }: Pick<Props, 'question' | 'asked'>) {
  const leader = people.find(({ id }) => id === state.steering.leader)
  if (leader === undefined || state.steering.spotlight !== question.id) return null
  const style: CSSProperties & { '--person': string } = { '--person': leader.color }
  return (
    <span className={classes.spotlight} style={style}>
      <span className={classes.dot} aria-hidden />
      {leader.isSelf ? 'You spotlight this question' : `${firstNameOf(leader)} spotlights this question`}
    </span>
  )
}

/** What is asked, what a good answer is, and what holds for it. */
export function QuestionHead({ question, asked, headingRef }: Props) {
  const skip = asked.state.skipped.get(question.id)
  const flag = asked.state.flags.get(question.id)
  const lock = useSectionLock(question.section_id)
  return (
    <header>
      <p className={classes.facts}>
        <span>{factsOf(question)}</span>
        {question.is_mandatory && (
          <span className={classes.mandatory}>
            <IconStarFilled className={classes.star} aria-hidden /> Mandatory
          </span>
        )}
        <Spotlight question={question} asked={asked} />
      </p>
      <h1 ref={headingRef} className={classes.title} tabIndex={-1}>
        {question.question}
      </h1>
      {(skip || flag || lock) && (
        <p className={classes.marks}>
          {lock && (
            <span className={classes.mark}>
              <IconLock className={classes.icon} aria-hidden /> This answer is locked: it can be read, not changed. Ask a reviewer to open
              it.
            </span>
          )}
          {flag && (
            <span className={classes.mark}>
              <IconFlag className={classes.icon} aria-hidden /> Flagged by {flag.by.name}
            </span>
          )}
          {skip && (
            <span className={classes.mark}>
              <IconPlayerSkipForward className={classes.icon} aria-hidden /> Skipped by {skip.by.name}: {skip.reason}
            </span>
          )}
        </p>
      )}
      <dl className={classes.help}>
        <div>
          <dt>Good answers</dt>
          <dd>{question.hint}</dd>
        </div>
        {question.example !== null && (
          <div>
            <dt>Example</dt>
            <dd>{question.example}</dd>
          </div>
        )}
      </dl>
    </header>
  )
}
