import { Button } from '@mantine/core'
import { IconArrowLeft, IconArrowRight, IconFlag, IconFlagOff } from '@tabler/icons-react'
import type { AskedProps } from './askedProps.ts'
import classes from './QuestionActions.module.css'
import type { Question } from './queries.ts'

type Props = Pick<AskedProps, 'questions' | 'course' | 'state' | 'agreeing' | 'rights' | 'onSkip'> & { question: Question }

/** The ways on from a question. */
export function QuestionActions({ questions, course, question, state, agreeing, rights, onSkip }: Props) {
  const { index, go } = course
  const isFlagged = state.flags.has(question.id)
  const FlagIcon = isFlagged ? IconFlagOff : IconFlag
  return (
    <footer className={classes.actions}>
      <Button
        variant="default"
        disabled={index === 0}
        leftSection={<IconArrowLeft className={classes.icon} aria-hidden />}
        title="Alt and Page up"
        onClick={() => go(questions[index - 1])}
      >
        Previous
      </Button>
      {rights.mayWrite && (
        <>
          {state.skipped.has(question.id) ? (
            <Button variant="default" onClick={() => agreeing.unskip(question.id)}>
              Do not skip
            </Button>
          ) : (
            <Button variant="default" onClick={() => onSkip(question)}>
              Skip
            </Button>
          )}
          <Button
            variant="default"
            leftSection={<FlagIcon className={classes.icon} aria-hidden />}
            onClick={() => agreeing.setFlag(question.id, !isFlagged)}
          >
            {isFlagged ? 'Take the flag away' : 'Flag'}
          </Button>
        </>
      )}
      <span className={classes.gap} />
      <Button
        disabled={index === questions.length - 1}
        rightSection={<IconArrowRight className={classes.icon} aria-hidden />}
        title="Alt and Page down"
        onClick={() => go(questions[index + 1])}
      >
        Next
      </Button>
    </footer>
  )
}
