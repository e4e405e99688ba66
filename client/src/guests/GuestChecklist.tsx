import { useSuspenseQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { createPortal } from 'react-dom'
import { useMe } from '../accounts/useMe.ts'
import { type api, q } from '../api/client.ts'
import type { Room } from '../collab/room.ts'
import { useRoom, useStore } from '../collab/useRoom.ts'
import { usePeopleIn } from '../interviews/usePeopleIn.ts'
import type { Owners } from '../members/owners.ts'
import { aboutChecklist } from '../readiness/aboutChecklist.ts'
import { useEditing } from '../readiness/editing.ts'
import type { ChecklistHost } from '../readiness/host.ts'
import { type Pointing, RowList } from '../readiness/RowList.tsx'
import { SaveStatus } from '../rooms/SaveStatus.tsx'

type Visited = Awaited<ReturnType<typeof api.guests.checklist>>

/** Whom a row belongs to is not for guests to say. */
const noOwners: Owners = { choices: [], find: () => null, ownIds: new Set() }

type Props = Pointing & { projectId: string; statusSlot: HTMLElement | null }

/** The checklist of a workshop as its guest fills it. */
export function GuestChecklist({ projectId, statusSlot, ...pointing }: Props) {
  const { data } = useSuspenseQuery(q.guests.checklist.queryOptions({ input: { project_id: projectId } }))
  const room = useRoom(data.project.room, aboutChecklist(data.project, data.rows))
  return (
    <>
      {statusSlot && createPortal(<SaveStatus room={room} />, statusSlot)}
      <Rows key={room.doc.clientID} {...data} {...pointing} room={room} />
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

function Rows(props: Visited & Pointing & { room: Room }) {
  const { project, rows, domains, room, pointed, onGo } = props
  const host = useHost(props)
  const people = usePeopleIn(room)
  return (
    <RowList
      name={project.project_name}
      answers={rows}
      domains={domains}
      host={host}
      room={room}
      people={people}
      pointed={pointed}
      onGo={onGo}
    />
  )
}
