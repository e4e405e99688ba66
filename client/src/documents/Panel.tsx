import { Tabs } from '@mantine/core'
import { ActivityFeed } from '../activity/ActivityFeed.tsx'
import classes from './Panel.module.css'
import { Versions } from './Versions.tsx'

/** What happened to the document: its saved versions, and who did what. */
export function Panel({ documentId }: { documentId: string }) {
  return (
    <Tabs defaultValue="versions" keepMounted={false} className={classes.tabs}>
      <Tabs.List className={classes.bar}>
        <Tabs.Tab value="versions">Versions</Tabs.Tab>
        <Tabs.Tab value="activity">Activity</Tabs.Tab>
      </Tabs.List>
      <Tabs.Panel value="versions" className={classes.panel}>
        <Versions documentId={documentId} />
      </Tabs.Panel>
      <Tabs.Panel value="activity" className={classes.panel}>
        <ActivityFeed entityId={documentId} />
      </Tabs.Panel>
    </Tabs>
  )
}
