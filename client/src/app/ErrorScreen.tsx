import { Button } from '@mantine/core'
import { useQueryErrorResetBoundary } from '@tanstack/react-query'
import { type ErrorComponentProps, Link, useRouter } from '@tanstack/react-router'
import { problemOf } from '../api/problems.ts'
import { Message } from './Message.tsx'
import { usePageTitle } from './pageTitle.ts'

/** What takes a page's place when it cannot be shown. */
export function ErrorScreen({ error, reset }: ErrorComponentProps) {
  const router = useRouter()
  const { reset: resetQueries } = useQueryErrorResetBoundary()
  const problem = problemOf(error)
  usePageTitle(problem.title)
  const tryAgain = async () => {
    resetQueries()
    await router.invalidate()
    reset()
  }
  return (
    <Message title={problem.title} text={problem.next}>
      {problem.code === 'not_found' ? (
        <Button component={Link} to="/" variant="default">
          Go to the start page
        </Button>
      ) : (
        <Button onClick={tryAgain}>Try again</Button>
      )}
    </Message>
  )
}
