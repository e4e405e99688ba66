import { TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { q } from '../api/client.ts'
import { announce } from '../app/announcer.ts'
import { FormDialog } from '../ui/FormDialog.tsx'
import { SkeletonRows } from '../ui/PageSkeleton.tsx'
import { ProblemAlert } from '../ui/ProblemAlert.tsx'
import classes from './ArchivedActions.module.css'

const words = {
  iso_plans: ['plan', 'plans'],
  documents: ['document with its versions', 'documents with their versions'],
  tasks: ['task', 'tasks'],
  evidence: ['piece of evidence', 'pieces of evidence'],
  files: ['file', 'files'],
  people: ['person of theirs loses access', 'people of theirs lose access'],
} as const

const parts = Object.keys(words) as (keyof typeof words)[]

type Props = { customer: { id: string; company_name: string }; onClose: () => void }

/** Says what goes with a customer, and deletes it once its name is typed. */
export function DeleteCustomerDialog({ customer, onClose }: Props) {
  const queryClient = useQueryClient()
  const [name, setName] = useState('')
  const contents = useQuery(q.customers.contents.queryOptions({ input: { customer_id: customer.id } }))
  const remove = useMutation(
    q.customers.remove.mutationOptions({
      onSuccess: async () => {
        await queryClient.invalidateQueries({ queryKey: q.customers.list.key() })
        announce(`${customer.company_name} is deleted`)
        onClose()
      },
    }),
  )
  return (
    <FormDialog
      title={`Delete ${customer.company_name}?`}
      submitLabel="Delete for good"
      danger
      pending={remove.isPending}
      disabled={name !== customer.company_name || contents.data === undefined}
      error={remove.error}
      onSubmit={() => remove.mutate({ customer_id: customer.id, company_name: name })}
      onClose={onClose}
    >
      <p>This cannot be undone. What people did stays in the activity log.</p>
      {contents.data === undefined ? (
        contents.error === null ? (
          <SkeletonRows rows={3} />
        ) : (
          <ProblemAlert error={contents.error} />
        )
      ) : (
        <Contents counts={contents.data} />
      )}
      <TextInput
        label={`Type the name to delete it: ${customer.company_name}`}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        autoComplete="off"
        data-autofocus
      />
    </FormDialog>
  )
}

function Contents({ counts }: { counts: Record<keyof typeof words, number> }) {
  const present = parts.filter((part) => counts[part] > 0)
  if (present.length === 0) return <p>Only its details go with it.</p>
  return (
    <div>
      With the customer goes:
      <ul className={classes.contents}>
        {present.map((part) => (
          <li key={part}>
            {counts[part]} {words[part][counts[part] === 1 ? 0 : 1]}
          </li>
        ))}
      </ul>
    </div>
  )
}
