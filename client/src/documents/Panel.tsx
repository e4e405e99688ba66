import type { DocumentDetail } from '@certloom/shared/documents/contract'
import { Tabs } from '@mantine/core'
import type { ReactNode } from 'react'
import { ActivityFeed } from '../activity/ActivityFeed.tsx'
import type { Room } from '../collab/room.ts'
import { Contributors } from '../versions/Contributors.tsx'
import { Versions } from '../versions/Versions.tsx'
import classes from './Panel.module.css'

type Props = {
  document: DocumentDetail
  room: Room
  /** The revision that is looked at in place of the live document. */
  revision: number | undefined
  /** Called when a revision is opened; for a panel that covers it. */
  onOpen?: () => void
  tab: PanelTab
  onTab: (tab: PanelTab) => void
  comments: ReactNode
}

const panelTabs = ['comments', 'versions', 'contributors', 'activity'] as const
export type PanelTab = (typeof panelTabs)[number]

const isPanelTab = (value: string | null): value is PanelTab => panelTabs.some((tab) => tab === value)

/** What is said about the document, and what happened to it: its saved versions, who wrote which section, and who did what. */
export function Panel({ document, room, revision, onOpen, tab, onTab, comments }: Props) {
  return (
    <Tabs value={tab} onChange={(next) => onTab(isPanelTab(next) ? next : 'comments')} keepMounted={false} className={classes.tabs}>
      <Tabs.List className={classes.bar}>
        <Tabs.Tab value="comments">Comments</Tabs.Tab>
        <Tabs.Tab value="versions">Versions</Tabs.Tab>
        <Tabs.Tab value="contributors">Who wrote</Tabs.Tab>
        <Tabs.Tab value="activity">Activity</Tabs.Tab>
      </Tabs.List>
      <Tabs.Panel value="comments" className={classes.panel}>
        {comments}
      </Tabs.Panel>
      <Tabs.Panel value="versions" className={classes.panel}>
        <Versions document={document} room={room} onOpen={onOpen} />
      </Tabs.Panel>
      <Tabs.Panel value="contributors" className={classes.panel}>
        <Contributors documentId={document.id} revision={revision} />
      </Tabs.Panel>
      <Tabs.Panel value="activity" className={classes.panel}>
        <ActivityFeed documentId={document.id} />
      </Tabs.Panel>
    </Tabs>
  )
}
