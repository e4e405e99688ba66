import { Checkbox, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../api/client.ts'
import { fieldProblem } from '../api/problems.ts'
import { announce } from '../app/announcer.ts'
import { PersonPicker } from '../members/PersonPicker.tsx'
import { changedFields, isUnchanged } from '../ui/changedFields.ts'
import { FormDialog } from '../ui/FormDialog.tsx'
import type { PlanDialogProps } from './planDialog.ts'
import { usePlanRefresh } from './planMutations.ts'

/** Changes a plan's name, target date and owner; what is left as it was is not sent. A new date asks whether what is still open moves with it. */
export function EditPlanDialog({ plan, onClose }: PlanDialogProps) {
  const [began] = useState(plan)
  const [name, setName] = useState(plan.plan_name)
  const [target, setTarget] = useState(plan.target_completion_date ?? '')
  const [owner, setOwner] = useState(plan.owner_id)
  const [moves, setMoves] = useState(true)
  const refresh = usePlanRefresh()
  const { plan_name, target_completion_date, owner_id } = began
  const changes = changedFields(
    { plan_name, target_completion_date, owner_id },
    { plan_name: name.trim(), target_completion_date: target === '' ? null : target, owner_id: owner },
  )
  const isMoved = 'target_completion_date' in changes
  const change = useMutation({
    mutationFn: () =>
      api.plans.update({
        customer_id: plan.customer_id,
        plan_id: plan.id,
        ...changes,
        move_due_dates: isMoved && moves,
      }),
    onSuccess: async () => {
      await refresh()
      announce('The plan is changed')
      onClose()
    },
  })
  return (
    <FormDialog
      title="Edit the plan"
      submitLabel="Save"
      pending={change.isPending}
      disabled={name.trim() === ''}
      error={change.error}
      onSubmit={() => (isUnchanged(changes) ? onClose() : change.mutate())}
      onClose={onClose}
    >
      <TextInput
        label="Name"
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        maxLength={200}
        required
        data-autofocus
      />
      <TextInput
        type="date"
        label="Target date"
        value={target}
        onChange={(event) => setTarget(event.currentTarget.value)}
        error={fieldProblem(change.error, 'target_completion_date')}
      />
      {isMoved && (
        <Checkbox
          checked={moves}
          onChange={(event) => setMoves(event.currentTarget.checked)}
          label={target === '' ? 'Take the due dates of what is open away too' : 'Move the due dates of what is open with it'}
          description="Documents that are not approved and their open tasks. What is done, and days somebody set for a task by hand, stay."
        />
      )}
      <PersonPicker
        label="Owner"
        customerId={plan.customer_id}
        value={owner}
        chosenName={began.owner?.name}
        onChange={setOwner}
        error={fieldProblem(change.error, 'owner_id')}
      />
    </FormDialog>
  )
}
