import { Button } from '@mantine/core'
import { IconArrowLeft, IconArrowRight, IconFlag, IconFlagOff } from '@tabler/icons-react'
import { useState } from 'react'
import { isGuestPage } from '../guests/guestPage.ts'
import type { AskedProps } from './askedProps.ts'
import classes from './QuestionActions.module.css'
import type { Question } from './queries.ts'
import { RaiseHand } from './RaiseHand.tsx'
import { SkipDialog } from './SkipDialog.tsx'

type Props = AskedProps & { question: Question }

/** The ways on from a question. */
export function QuestionActions({ questions, course, question, state, agreeing, rights, sessionRoom }: Props) {
  const [isSkipping, setIsSkipping] = useState(false)
  const { index, go } = course
  const isFlagged = state.flags.has(question.id)
  const FlagIcon = isFlagged ? IconFlagOff : IconFlag
  const skip = (reason: string) => {
    agreeing.skip(question.id, reason)
    setIsSkipping(false)
    go(questions[index + 1])
  }
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
            <Button variant="default" onClick={() => setIsSkipping(true)}>
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
      {(rights.mayWrite || isGuestPage()) && <RaiseHand room={sessionRoom} />}
      <Button
        disabled={index === questions.length - 1}
        rightSection={<IconArrowRight className={classes.icon} aria-hidden />}
        title="Alt and Page down"
        onClick={() => go(questions[index + 1])}
      >
        Next
      </Button>
      {isSkipping && <SkipDialog question={question} onSkip={skip} onClose={() => setIsSkipping(false)} />}
    </footer>
  )
}
