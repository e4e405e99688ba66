import type { DocumentDetail } from '@certloom/shared/documents/contract'
import { ActionIcon } from '@mantine/core'
import { IconLayoutSidebarRight, IconList } from '@tabler/icons-react'
import { useMemo, useSyncExternalStore } from 'react'
import { Breadcrumb } from '../app/Breadcrumb.tsx'
import type { PersonHere } from '../collab/people.ts'
import type { Room } from '../collab/room.ts'
import { ExportButton } from '../exports/ExportButton.tsx'
import { useFrameworkName } from '../frameworks/queries.ts'
import { isGuestPage } from '../guests/guestPage.ts'
import { StartInterview } from '../interviews/StartInterview.tsx'
import { ReviewAction } from '../reviews/ReviewAction.tsx'
import { useApprovedBefore } from '../reviews/useApprovedBefore.ts'
import { PeopleHere } from '../rooms/PeopleHere.tsx'
import { SaveStatus } from '../rooms/SaveStatus.tsx'
import type { Follow } from '../rooms/useFollow.ts'
import { useRescued } from '../rooms/useRescued.ts'
import { completionOf } from '../sections/sectionStates.ts'
import { useFills } from '../sections/useFills.ts'
import { StatusChip } from '../ui/StateMark.tsx'
import { DocumentDetails } from './DocumentDetails.tsx'
import classes from './DocumentHeader.module.css'

type Props = {
  document: DocumentDetail
  room: Room
  people: readonly PersonHere[]
  follow: Follow
  onGo: (person: PersonHere) => void
  onOutline: () => void
  onSection: (section: string) => void
  onPanel: () => void
  isPanelOpen: boolean
}

/**
 * The status is the server's, the sections are counted here: what is filled and not yet saved has begun all the same. A draft that is ahead of what
 * was approved does not pass for it.
 */
function Progress({ document, room }: Pick<Props, 'document' | 'room'>) {
  const fills = useFills(room, document.content.fillable_sections)
  const { total, completed, percentage } = completionOf(document, fills)
  const hasMovedOn = useApprovedBefore(document) !== null
  const status = document.status === 'not_started' && completed > 0 ? 'in_progress' : document.status
  return (
    <div className={classes.progress}>
      <StatusChip state={hasMovedOn ? 'moved_on' : status} />
      <span className={classes.completion}>
        {total === 0 ? (
          'No mandatory sections'
        ) : (
          <>
            {`${completed} of ${total} mandatory`}
            <span className={classes.counted}>{total === 1 ? ' section' : ' sections'}</span>
            {` (${percentage} %)`}
          </>
        )}
      </span>
      {!isGuestPage() && <DocumentDetails document={document} />}
    </div>
  )
}

function useTitles({ content }: DocumentDetail): ReadonlyMap<string, string> {
  const { fixed_sections, fillable_sections } = content
  return useMemo(
    () => new Map([...fixed_sections, ...fillable_sections].map(({ id, title }) => [id, title])),
    [fixed_sections, fillable_sections],
  )
}

/** Where one is, how far the document is, whether it is saved, and who else is here. */
export function DocumentHeader({ document, room, people, follow, onGo, onOutline, onSection, onPanel, isPanelOpen }: Props) {
  const titles = useTitles(document)
  const frameworkName = useFrameworkName()
  const rescued = useRescued(document.id)
  const isOffline = useSyncExternalStore(room.save.subscribe, () => room.save.get().is === 'offline')
  return (
    <header className={classes.header}>
      <ActionIcon className={classes.outlineButton} data-outline-button onClick={onOutline} aria-label="Sections">
        <IconList className={classes.icon} />
      </ActionIcon>
      <Breadcrumb
        crumbs={[
          { label: document.customer_name, link: { to: '/customers/$customerId', params: { customerId: document.customer_id } } },
          { label: frameworkName(document.iso_code), link: { to: '/plans/$planId', params: { planId: document.plan_id } } },
        ]}
      >
        {document.document_name}
      </Breadcrumb>
      <Progress document={document} room={room} />
      <SaveStatus room={room} unmerged={rescued.length} />
      <div className={classes.live}>
        <span className={classes.interview}>
          <StartInterview subject={{ customer_id: document.customer_id, document_id: document.id }} compact />
        </span>
        <PeopleHere people={people} titles={titles} follow={follow} onGo={onGo} />
        <ExportButton
          compact
          subject={{ is: 'document', id: document.id, name: document.document_name, customerId: document.customer_id }}
        />
        <ReviewAction document={document} room={room} onSection={onSection} isOffline={isOffline} />
        <ActionIcon onClick={onPanel} aria-label="Comments, versions and activity" aria-expanded={isPanelOpen}>
          <IconLayoutSidebarRight className={classes.icon} />
        </ActionIcon>
      </div>
    </header>
  )
}
