import { Button } from '@mantine/core'
import { useQueryErrorResetBoundary } from '@tanstack/react-query'
import { type ErrorComponentProps, Link, useRouter } from '@tanstack/react-router'
import { type Problem, problemOf } from '../api/problems.ts'
import { Message } from './Message.tsx'
import { usePageTitle } from './pageTitle.ts'

/** Trying again would answer the same: what the address names is not there, not for the reader, or nothing of ours. */
const lasting: ReadonlySet<string> = new Set(['not_found', 'forbidden', 'invalid_input'])

/** A page sends nothing but what stands in its address, so that is what cannot be used. */
const wordsOf = ({ code, title, next }: Problem): { title: string; next: string } =>
  code === 'invalid_input' ? { title: 'There is no such page', next: 'Check the address, or ask whoever sent it to you.' } : { title, next }

/** What takes a page's place when it cannot be shown. */
export function ErrorScreen({ error, reset }: ErrorComponentProps) {
  const router = useRouter()
  const { reset: resetQueries } = useQueryErrorResetBoundary()
  const problem = problemOf(error)
  const { title, next } = wordsOf(problem)
  usePageTitle(title)
  const tryAgain = async () => {
    resetQueries()
    await router.invalidate()
    reset()
  }
  return (
    <Message title={title} text={next}>
      {lasting.has(problem.code) ? (
        <Button component={Link} to="/" variant="default">
          Go to the start page
        </Button>
      ) : (
        <Button onClick={tryAgain}>Try again</Button>
      )}
    </Message>
  )
}
