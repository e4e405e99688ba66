import type { DocumentDetail } from '@certloom/shared/documents/contract'
import { groupVersions } from '@certloom/shared/documents/versionGroups'
import { useInfiniteQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useCan } from '../accounts/useMe.ts'
import { q } from '../api/client.ts'
import { byCursor } from '../api/pages.ts'
import { documentRouteId } from '../app/documentRoute.ts'
import type { Room } from '../collab/room.ts'
import { useDecisions } from '../reviews/queries.ts'
import { EmptyState } from '../ui/EmptyState.tsx'
import { Loading } from '../ui/Loading.tsx'
import { ShowMore } from '../ui/ShowMore.tsx'
import { CompareButton } from './CompareButton.tsx'
import { NameVersion } from './NameVersion.tsx'
import { VersionEntry } from './VersionEntry.tsx'
import { VersionFilter } from './VersionFilter.tsx'
import classes from './Versions.module.css'
import { dayOf } from './versionWords.ts'

const route = getRouteApi(documentRouteId)

function useHistory(documentId: string) {
  const { named, by, section } = route.useSearch()
  return useInfiniteQuery(
    q.documents.history.infiniteOptions({
      ...byCursor,
      input: (cursor: string | undefined) => ({
        document_id: documentId,
        limit: 50,
        cursor,
        person_id: by,
        section_id: section,
        kind: named ? ('named' as const) : undefined,
      }),
    }),
  )
}

function List({ documentId, onOpen }: { documentId: string; onOpen: (() => void) | undefined }) {
  const { version, named, by, section } = route.useSearch()
  const history = useHistory(documentId)
  const decisions = useDecisions(documentId)
  if (history.data === undefined) return <Loading of={history} rows={5} />
  const groups = groupVersions(history.data.pages.flatMap((page) => page.data))
  if (groups.length === 0)
    return (
      <EmptyState>
        {named || by !== undefined || section !== undefined
          ? 'No version is like this. Show all of them to find others.'
          : 'Versions appear here as soon as somebody writes.'}
      </EmptyState>
    )
  const days = Map.groupBy(groups, ({ versions }) => dayOf(versions[0].created_at))
  return (
    <>
      {[...days].map(([day, ofDay]) => (
        <section key={day} aria-label={day}>
          <p className={classes.day} aria-hidden>
            {day}
          </p>
          <ol className={classes.list}>
            {ofDay.map((group) => (
              <VersionEntry
                key={group.versions.at(-1)?.id}
                group={group}
                decision={decisions.get(group.versions[0].revision)}
                opening={{ isLooking: version !== undefined, onOpen }}
              />
            ))}
          </ol>
        </section>
      ))}
      <ShowMore list={history} />
    </>
  )
}

type Props = {
  document: Pick<DocumentDetail, 'id' | 'customer_id' | 'content' | 'revision'>
  room: Room
  /** Called when a revision is opened. */
  onOpen: (() => void) | undefined
}

/** Every saved state of the document, newest first, to look at; and the way to give the present one a name. */
export function Versions({ document: { id, customer_id, content, revision }, room, onOpen }: Props) {
  const { version } = route.useSearch()
  const can = useCan()
  return (
    <>
      {version === undefined && can('document.edit', customer_id) && <NameVersion documentId={id} room={room} />}
      <CompareButton revision={version ?? Math.max(0, revision - 1)} onOpen={onOpen} />
      <VersionFilter documentId={id} sections={content.fillable_sections} />
      <List documentId={id} onOpen={onOpen} />
    </>
  )
}
