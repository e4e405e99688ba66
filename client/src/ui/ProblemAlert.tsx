import { Alert } from '@mantine/core'
import { IconAlertCircle } from '@tabler/icons-react'
import { problemOf } from '../api/problems.ts'
import classes from './ProblemAlert.module.css'

/** An error where it happened: what it is and what to do next. Shows nothing while there is none. */
export function ProblemAlert({ error }: { error: unknown }) {
  if (error === null || error === undefined) return null
  const problem = problemOf(error)
  // Whoever says what conflicts says what to do about it; the general advice would only contradict.
  const isSpecific = problem.code === 'conflict' && problem.detail !== problem.title
  return (
    <Alert icon={<IconAlertCircle className={classes.icon} aria-hidden />} title={problem.detail}>
      {!isSpecific && problem.next}
    </Alert>
  )
}
