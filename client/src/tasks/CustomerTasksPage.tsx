import { getRouteApi } from '@tanstack/react-router'
import { useMemo } from 'react'
import { CustomerFrame } from '../customers/CustomerFrame.tsx'
import { NewTaskButton } from './NewTaskButton.tsx'
import { TaskViews } from './TaskViews.tsx'

const route = getRouteApi('/app/customers/$customerId/tasks')

/** The tasks of one customer. */
export function CustomerTasksPage() {
  const { customerId } = route.useParams()
  const fixed = useMemo(() => ({ customer_id: customerId }), [customerId])
  return (
    <CustomerFrame customerId={customerId} action={<NewTaskButton fixed={fixed} />}>
      <TaskViews fixed={fixed} />
    </CustomerFrame>
  )
}
