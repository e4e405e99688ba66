import type { Minutes } from '@certloom/shared/interviews/minutes'
import { repeatsTitle } from '@certloom/shared/interviews/wording'
import classes from './Minutes.module.css'

type Question = Minutes['questions'][number]

/** Questions and answers, below the document they are of. */
export function MinutesQuestions({ questions }: { questions: readonly Question[] }) {
  const names = [...new Set(questions.map(({ document_name }) => document_name))]
  return names.map((name) => (
    <section key={name} className={classes.chapter} aria-label={name}>
      <h2 className={classes.title}>{name}</h2>
      {questions
        .filter(({ document_name }) => document_name === name)
        .map((question) => (
          <Answered key={question.question_id} question={question} />
        ))}
    </section>
  ))
}

function Answered({ question }: { question: Question }) {
  const { section_title, answer, answered_by, evidence, skipped, flagged_by } = question
  return (
    <div className={classes.question}>
      <h3 className={classes.section}>{section_title}</h3>
      {!repeatsTitle(question.question, section_title) && <p className={classes.quiet}>{question.question}</p>}
      {answer === '' ? evidence.length === 0 && <p className={classes.none}>No answer</p> : <p className={classes.answer}>{answer}</p>}
      <ul className={classes.remarks}>
        {answered_by.length > 0 && <li>Written by {answered_by.join(', ')}</li>}
        {evidence.length > 0 && <li>Evidence: {evidence.join(', ')}</li>}
        {skipped && (
          <li>
            Skipped by {skipped.by}: {skipped.text}
          </li>
        )}
        {flagged_by && <li>Flagged by {flagged_by}</li>}
      </ul>
    </div>
  )
}
