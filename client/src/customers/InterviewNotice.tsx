import { Button, Stack } from '@mantine/core'
import { useEffect } from 'react'
import { useStartInterview } from '../interviews/StartInterview.tsx'
import { NoticeLine } from '../ui/NoticeLine.tsx'
import { ProblemAlert } from '../ui/ProblemAlert.tsx'
import { setUnstartedInterview, useUnstartedInterview } from './unstartedInterview.ts'

const notice = { text: 'The customer is added, but its interview could not be started.', canUndo: false }

/** Says why the interview that was to follow on adding this customer could not be started, and starts it. Gone when one goes elsewhere. */
export function InterviewNotice({ customerId }: { customerId: string }) {
  const unstarted = useUnstartedInterview(customerId)
  const start = useStartInterview()
  useEffect(() => () => setUnstartedInterview(null), [])
  if (unstarted === null) return null
  return (
    <Stack gap="xs" align="flex-start">
      <NoticeLine notice={notice} onUndo={() => {}} onClose={() => setUnstartedInterview(null)} />
      <ProblemAlert error={start.error ?? unstarted.error} />
      <Button
        variant="default"
        loading={start.isPending}
        onClick={() => start.mutate({ customer_id: customerId, session_kind: 'onboarding' })}
      >
        Start the interview now
      </Button>
    </Stack>
  )
}
