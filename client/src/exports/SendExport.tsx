import type { ExportJob } from '@certloom/shared/exports/contract'
import { newId } from '@certloom/shared/ids'
import { Button, MultiSelect } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useMe } from '../accounts/useMe.ts'
import { api } from '../api/client.ts'
import { announce } from '../app/announcer.ts'
import { useSeers } from '../members/queries.ts'
import { ProblemAlert } from '../ui/ProblemAlert.tsx'
import classes from './Exports.module.css'

/** Sends the link to people who work with the customer. They sign in to open it. A sending keeps its id until it is answered: nobody is told twice. */
export function SendExport({ job }: { job: ExportJob }) {
  const { user } = useMe()
  const [id, setId] = useState(newId)
  const [to, setTo] = useState<string[]>([])
  const send = useMutation({
    mutationFn: () => api.exports.send({ export_id: job.id, id, user_ids: to }),
    onSuccess: () => {
      announce('The link is sent')
      setTo([])
      setId(newId())
    },
  })
  const choices = useSeers(job.customer_id)
    .filter(({ user_id }) => user_id !== user.id)
    .map(({ user_id, name }) => ({ value: user_id, label: name }))
  if (choices.length === 0) return null
  return (
    <div className={classes.send}>
      <MultiSelect
        label="Send the link to"
        description={send.isSuccess && to.length === 0 ? 'Sent.' : 'By mail and in their inbox; it opens for those who sign in.'}
        data={choices}
        value={to}
        onChange={setTo}
        searchable
      />
      <ProblemAlert error={send.error} />
      <Button
        className={classes.submit}
        variant="default"
        disabled={to.length === 0}
        loading={send.isPending}
        onClick={() => send.mutate()}
      >
        Send
      </Button>
    </div>
  )
}
