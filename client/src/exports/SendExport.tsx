import type { ExportJob } from '@certloom/shared/exports/contract'
import { Button, MultiSelect } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useMe } from '../accounts/useMe.ts'
import { api } from '../api/client.ts'
import { announce } from '../app/announcer.ts'
import { allPeople } from '../members/queries.ts'
import { ProblemAlert } from '../ui/ProblemAlert.tsx'
import classes from './Exports.module.css'

/** Sends the link to people who work with the customer. They sign in to open it. */
export function SendExport({ job }: { job: ExportJob }) {
  const { user } = useMe()
  const [to, setTo] = useState<string[]>([])
  const { data: people = [] } = useQuery(allPeople)
  const send = useMutation({
    mutationFn: () => api.exports.send({ export_id: job.id, user_ids: to }),
    onSuccess: () => {
      announce('The link is sent')
      setTo([])
    },
  })
  const choices = people
    .filter(({ user_id, customer_id }) => user_id !== user.id && (customer_id === null || customer_id === job.customer_id))
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
