import { getRouteApi } from '@tanstack/react-router'
import { ActivityFeed } from '../activity/ActivityFeed.tsx'
import { CustomerFrame } from './CustomerFrame.tsx'

const route = getRouteApi('/app/customers/$customerId/activity')

/** Who did what for one customer. */
export function CustomerActivityPage() {
  const { customerId } = route.useParams()
  return (
    <CustomerFrame customerId={customerId}>
      <ActivityFeed customerId={customerId} />
    </CustomerFrame>
  )
}
