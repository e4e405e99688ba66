import { Button } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { getRouteApi } from '@tanstack/react-router'
import { useCan } from '../accounts/useMe.ts'
import { CustomerFrame } from '../customers/CustomerFrame.tsx'
import { ChecklistList } from './ChecklistList.tsx'
import { NewChecklistDialog } from './NewChecklistDialog.tsx'

const route = getRouteApi('/app/customers/$customerId/readiness')

/** The checklists of one customer. */
export function CustomerReadinessPage() {
  const { customerId } = route.useParams()
  const [isAdding, { open, close }] = useDisclosure(false)
  const mayAdd = useCan()('readiness.write', customerId)
  return (
    <CustomerFrame customerId={customerId} action={mayAdd && <Button onClick={open}>New checklist</Button>}>
      <ChecklistList customerId={customerId} onAdd={mayAdd && open} />
      {isAdding && <NewChecklistDialog customerId={customerId} onClose={close} />}
    </CustomerFrame>
  )
}
