import { Page } from '../app/Page.tsx'
import { ActivityFeed } from './ActivityFeed.tsx'

/** The log of the whole organization, as far as the reader may see it. */
export function ActivityPage() {
  return (
    <Page title="Activity">
      <ActivityFeed />
    </Page>
  )
}
