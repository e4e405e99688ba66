import { SegmentedControl } from '@mantine/core'
import { getRouteApi } from '@tanstack/react-router'
import { PageFrame } from '../app/PageFrame.tsx'
import classes from './ActivityFeed.module.css'
import { ActivityFeed } from './ActivityFeed.tsx'

const route = getRouteApi('/app/activity')

/** The log of the whole organization, as far as the reader may see it; who came and went on request. */
export function ActivityPage() {
  const { show } = route.useSearch()
  const navigate = route.useNavigate()
  return (
    <PageFrame title="Activity">
      <SegmentedControl
        className={classes.choice}
        aria-label="Which activity"
        data={[
          { value: 'work', label: 'Work' },
          { value: 'everything', label: 'With sign-ins' },
        ]}
        value={show ?? 'work'}
        onChange={(value) =>
          void navigate({ search: { show: value === 'everything' ? value : undefined }, replace: true, resetScroll: false })
        }
      />
      <ActivityFeed only={show === 'everything' ? undefined : 'work'} />
    </PageFrame>
  )
}
