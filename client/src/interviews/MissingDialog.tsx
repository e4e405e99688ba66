import { Modal } from '@mantine/core'
import { useFocusReturn } from '../ui/focusReturn.ts'
import classes from './MissingDialog.module.css'
import type { Missing, Question } from './queries.ts'

const words: Record<Missing['missing'], string> = { answer: 'no answer yet', evidence: 'no evidence yet' }

type Props = {
  missing: readonly Missing[]
  questions: readonly Question[]
  onGo: (question: Question | undefined) => void
  onClose: () => void
}

/** What keeps the interview from being completed, each with the way there. */
export function MissingDialog({ missing, questions, onGo, onClose }: Props) {
  useFocusReturn()
  const count = missing.length
  return (
    <Modal opened onClose={onClose} title={count === 0 ? 'Nothing is missing' : `${count} still missing to complete the interview`}>
      {count === 0 ? (
        <p className={classes.none}>Every mandatory question is answered, with its evidence.</p>
      ) : (
        <ul className={classes.list}>
          {missing.map(({ question_id, section_title, document_name, missing: what }) => (
            <li key={`${question_id} ${what}`}>
              <button
                type="button"
                className={classes.item}
                onClick={() => {
                  onClose()
                  onGo(questions.find(({ id }) => id === question_id))
                }}
              >
                <span>{section_title}</span>
                <span className={classes.about}>
                  {document_name} · {words[what]}
                </span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </Modal>
  )
}
