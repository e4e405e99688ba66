import { PageFrame } from '../app/PageFrame.tsx'
import { ActivityFeed } from './ActivityFeed.tsx'

/** The log of the whole organization, as far as the reader may see it. */
export function ActivityPage() {
  return (
    <PageFrame title="Activity">
      <ActivityFeed />
    </PageFrame>
  )
}
