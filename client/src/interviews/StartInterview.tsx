import { ActionIcon, Button, Tooltip } from '@mantine/core'
import { IconMessages } from '@tabler/icons-react'
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

type Props = { subject: InterviewSubject; label?: string; compact?: boolean }

/** Starts an interview about this; nothing for those who may not run one. `compact` where there is room for a sign only. */
export function StartInterview({ subject, label = 'Start interview', compact = false }: Props) {
  const start = useStartInterview()
  if (!useCan()('interview.run', subject.customer_id)) return null
  const begin = () => start.mutate(subject)
  return (
    <>
      {compact ? (
        <Tooltip label={label}>
          <ActionIcon loading={start.isPending} onClick={begin} aria-label={label}>
            <IconMessages size="1.25em" aria-hidden />
          </ActionIcon>
        </Tooltip>
      ) : (
        <Button variant="default" loading={start.isPending} onClick={begin}>
          {label}
        </Button>
      )}
      <ProblemAlert error={start.error} />
    </>
  )
}
