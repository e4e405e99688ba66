import { TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { api, q } from '../api/client.ts'
import { announce } from '../app/announcer.ts'
import { countOf } from '../tasks/words.ts'
import { FormDialog } from '../ui/FormDialog.tsx'
import { Loading } from '../ui/Loading.tsx'
import classes from './PlanFrame.module.css'
import type { PlanDialogProps } from './planDialog.ts'

/** Lists what goes for good with a plan, and asks for its name. */
export function DeletePlanDialog({ plan, onClose }: PlanDialogProps) {
  const { customer_id, id: plan_id, plan_name } = plan
  const contents = useQuery(q.plans.contents.queryOptions({ input: { customer_id, plan_id } }))
  const [name, setName] = useState('')
  const client = useQueryClient()
  const navigate = useNavigate()
  const remove = useMutation({
    mutationFn: () => api.plans.remove({ customer_id, plan_id, plan_name: name }),
    onSuccess: async () => {
      announce(`${plan_name} is deleted`)
      await navigate({ to: '/customers/$customerId', params: { customerId: customer_id } })
      client.removeQueries({ queryKey: q.plans.find.key({ input: { plan_id } }) })
      await client.invalidateQueries()
    },
  })
  return (
    <FormDialog
      title="Delete this plan"
      submitLabel="Delete it for good"
      pending={remove.isPending}
      disabled={name !== plan_name || contents.data === undefined}
      error={remove.error}
      onSubmit={() => remove.mutate()}
      onClose={onClose}
      danger
    >
      {contents.data === undefined && <Loading of={contents} rows={3} />}
      {contents.data && (
        <>
          <p className={classes.plain}>This cannot be taken back. With the plan go:</p>
          <ul className={classes.missing}>
            <li>
              {countOf(contents.data.documents, 'document')}, {contents.data.written_documents} of them with something written in them
            </li>
            <li>{countOf(contents.data.approved_versions, 'approved version')}</li>
            <li>{countOf(contents.data.tasks, 'task')}</li>
            <li>{countOf(contents.data.evidence_links, 'link')} to evidence; the evidence itself stays with the customer</li>
          </ul>
        </>
      )}
      <TextInput
        label={`Type the name of the plan: ${plan_name}`}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        data-autofocus
        autoComplete="off"
      />
    </FormDialog>
  )
}
