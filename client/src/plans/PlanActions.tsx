import type { Plan } from '@certloom/shared/plans/contract'
import { canBecome } from '@certloom/shared/plans/transitions'
import { ActionIcon, Button, Menu } from '@mantine/core'
import { IconDots } from '@tabler/icons-react'
import { useState } from 'react'
import { useCan } from '../accounts/useMe.ts'
import { StartInterview } from '../interviews/StartInterview.tsx'
import { CancelPlanDialog } from './CancelPlanDialog.tsx'
import { CompletePlanDialog } from './CompletePlanDialog.tsx'
import { DeletePlanDialog } from './DeletePlanDialog.tsx'
import { EditPlanDialog } from './EditPlanDialog.tsx'
import classes from './PlanFrame.module.css'
import { useGenerateDocuments, useStatusChange } from './planMutations.ts'
import { SelectionDialog } from './SelectionDialog.tsx'

type Dialog = 'edit' | 'selection' | 'complete' | 'cancel' | 'delete'

/** What can be done with a plan as it is now: only what its status and the reader's role allow. */
export function PlanActions({ plan }: { plan: Plan }) {
  const can = useCan()
  const [dialog, setDialog] = useState<Dialog | null>(null)
  const change = useStatusChange(plan)
  const generate = useGenerateDocuments(plan)
  const mayWrite = can('plan.write', plan.customer_id)
  const mayDelete = can('plan.delete', plan.customer_id)
  if (!mayWrite) return null
  const isOpen = plan.plan_status === 'active' || plan.plan_status === 'paused'
  const dialogs = {
    edit: EditPlanDialog,
    selection: SelectionDialog,
    complete: CompletePlanDialog,
    cancel: CancelPlanDialog,
    delete: DeletePlanDialog,
  }
  const Shown = dialog === null ? null : dialogs[dialog]
  return (
    <div className={classes.actions}>
      {plan.plan_status === 'active' && plan.document_count > 0 && (
        <StartInterview subject={{ customer_id: plan.customer_id, plan_id: plan.id }} />
      )}
      {plan.plan_status === 'active' ? (
        <Button variant={plan.overall_progress_percentage === 100 ? 'filled' : 'default'} onClick={() => setDialog('complete')}>
          Complete the plan
        </Button>
      ) : (
        <Button loading={change.isPending} onClick={() => change.mutate('active')}>
          Resume
        </Button>
      )}
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon variant="default" size="input-sm" aria-label={`More for ${plan.plan_name}`} loading={generate.isPending}>
            <IconDots className={classes.icon} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => setDialog('edit')}>Edit name, date and owner</Menu.Item>
          {isOpen && <Menu.Item onClick={() => setDialog('selection')}>Choose documents</Menu.Item>}
          {isOpen && <Menu.Item onClick={() => generate.mutate()}>Make missing documents</Menu.Item>}
          {plan.plan_status === 'active' && <Menu.Item onClick={() => change.mutate('paused')}>Pause</Menu.Item>}
          {plan.plan_status === 'paused' && <Menu.Item onClick={() => setDialog('complete')}>Complete the plan</Menu.Item>}
          {canBecome(plan.plan_status, 'cancelled') && isOpen && <Menu.Item onClick={() => setDialog('cancel')}>Cancel the plan</Menu.Item>}
          {mayDelete && plan.plan_status === 'cancelled' && (
            <Menu.Item color="missing" onClick={() => setDialog('delete')}>
              Delete the plan
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      {Shown && <Shown plan={plan} onClose={() => setDialog(null)} />}
    </div>
  )
}
