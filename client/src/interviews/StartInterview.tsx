import { Button } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useCan } from '../accounts/useMe.ts'
import { q } from '../api/client.ts'
import { ProblemAlert } from '../ui/ProblemAlert.tsx'

/** What an interview is started about. */
export type InterviewSubject = { customer_id: string; document_id?: string; plan_id?: string }

/** Starts a session and goes there. */
export function useStartInterview() {
  const queryClient = useQueryClient()
  const navigate = useNavigate()
  return useMutation(
    q.interviews.create.mutationOptions({
      onSuccess: async (session) => {
        void queryClient.invalidateQueries({ queryKey: q.interviews.list.key() })
        await navigate({ to: '/interviews/$sessionId', params: { sessionId: session.id } })
      },
    }),
  )
}

type Props = { subject: InterviewSubject; label?: string; size?: 'sm' | 'compact-sm'; variant?: 'default' | 'subtle' }

/** Starts an interview about this; nothing for those who may not run one. */
export function StartInterview({ subject, label = 'Start interview', size = 'sm', variant = 'default' }: Props) {
  const start = useStartInterview()
  if (!useCan()('interview.run', subject.customer_id)) return null
  return (
    <>
      <Button variant={variant} size={size} loading={start.isPending} onClick={() => start.mutate(subject)}>
        {label}
      </Button>
      <ProblemAlert error={start.error} />
    </>
  )
}
