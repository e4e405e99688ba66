import { useSuspenseQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { createPortal } from 'react-dom'
import { useMe } from '../accounts/useMe.ts'
import { type api, q } from '../api/client.ts'
import type { Room } from '../collab/room.ts'
import { useOwnPlace } from '../collab/usePresence.ts'
import { useRoom, useStore } from '../collab/useRoom.ts'
import { RoomNotice } from '../documents/RoomNotice.tsx'
import { SaveStatus } from '../documents/SaveStatus.tsx'
import type { Owners } from '../members/owners.ts'
import { useEditing } from '../readiness/editing.ts'
import { type ChecklistHost, ChecklistHostProvider } from '../readiness/host.ts'
import { useLiveRows } from '../readiness/liveRows.ts'
import { StatusCell } from '../readiness/StatusCell.tsx'
import { type GridRow, rowsOf } from '../readiness/view.ts'
import { WordsCell } from '../readiness/WordsCell.tsx'
import classes from './GuestChecklist.module.css'

type Visited = Awaited<ReturnType<typeof api.guests.checklist>>

/** Whom a row belongs to is not for guests to say. */
const noOwners: Owners = { choices: [], find: () => null, ownIds: new Set() }

/** The checklist of a workshop as its guest fills it: the status of each row and why, live for everybody. */
export function GuestChecklist({ projectId, statusSlot }: { projectId: string; statusSlot: HTMLElement | null }) {
  const { data } = useSuspenseQuery(q.guests.checklist.queryOptions({ input: { project_id: projectId } }))
  const { id, project_name } = data.project
  const room = useRoom(data.project.room, { kind: 'checklist', documentId: id, documentName: project_name, sections: [] })
  return (
    <>
      {statusSlot && createPortal(<SaveStatus room={room} />, statusSlot)}
      <Rows key={room.doc.clientID} {...data} room={room} />
    </>
  )
}

function useHost({ project, rows, room }: Visited & { room: Room }): ChecklistHost {
  const { user } = useMe()
  const ids = useMemo(() => rows.map((row) => row.requirement_id), [rows])
  const editing = useEditing(room, ids, user.id)
  const canWrite = useStore(room.access) === 'write'
  return useMemo(
    () => ({
      projectId: project.id,
      customerId: project.customer_id,
      room,
      editing,
      owners: noOwners,
      canWrite,
      includesCmmc: false,
      nameOf: (userId) => (userId === user.id ? 'You' : 'Somebody'),
    }),
    [project.id, project.customer_id, room, editing, canWrite, user.id],
  )
}

function Rows(props: Visited & { room: Room }) {
  const { project, rows, domains, room } = props
  const host = useHost(props)
  const live = useLiveRows(room, rows)
  const shown = useMemo(() => rowsOf(rows, live), [rows, live])
  const place = useOwnPlace(room)
  return (
    <ChecklistHostProvider value={host}>
      <div className={classes.page} data-scroller>
        <RoomNotice room={room} documentId={project.id} sections={[]} />
        <h1 className={classes.title}>{project.project_name}</h1>
        {domains.map(({ code, title }) => (
          <section key={code} aria-label={`${code} ${title}`}>
            <h2 className={classes.domain}>
              {code} {title}
            </h2>
            <ul className={classes.rows}>
              {shown
                .filter(({ answer }) => answer.domain === code)
                .map((row) => (
                  <Row key={row.id} row={row} onFocus={() => place.enter(row.id)} onBlur={() => place.leave(row.id)} />
                ))}
            </ul>
          </section>
        ))}
        <div data-popups />
      </div>
    </ChecklistHostProvider>
  )
}

function Row({ row: { id, answer, live }, onFocus, onBlur }: { row: GridRow; onFocus: () => void; onBlur: () => void }) {
  const cell = { id, code: answer.code, live, tabIndex: 0 }
  return (
    <li className={classes.row} onFocus={onFocus} onBlur={onBlur}>
      <span className={classes.name}>
        <span className={classes.code}>{answer.code}</span> {answer.title}
      </span>
      <StatusCell {...cell} />
      <div className={classes.words}>
        <WordsCell {...cell} />
      </div>
    </li>
  )
}
