import { presenceColor } from '@certloom/shared/collab/presence'
import type { Answer, ReadinessProjectDetail } from '@certloom/shared/readiness/contract'
import { useMemo, useRef } from 'react'
import { useMe } from '../accounts/useMe.ts'
import type { Room } from '../collab/room.ts'
import { useStore } from '../collab/useRoom.ts'
import { useOwners } from '../members/owners.ts'
import { usePeople as useNames } from '../members/queries.ts'
import { useEditing } from './editing.ts'
import type { ChecklistHost } from './host.ts'

type Props = { project: ReadinessProjectDetail; answers: readonly Answer[]; room: Room }

/** The reader, as others see them. */
export function useSelf() {
  const { user } = useMe()
  const { id, name, color } = user
  return useMemo(() => ({ id, name, color: presenceColor(color) }), [id, name, color])
}

/** What cells need, the same object as long as nothing of it changes: rows are then not drawn again. */
export function useHost({ project, answers, room }: Props): ChecklistHost {
  const { id: projectId, customer_id: customerId, includes_cmmc: includesCmmc } = project
  const self = useSelf()
  const ids = useMemo(() => answers.map((answer) => answer.requirement_id), [answers])
  const editing = useEditing(room, ids, self.id)
  const owners = useOwners(customerId)
  const canWrite = useStore(room.access) === 'write'
  const personOf = useNames()
  const names = useRef(personOf)
  names.current = personOf
  return useMemo(
    () => ({
      projectId,
      customerId,
      room,
      editing,
      owners,
      canWrite,
      includesCmmc,
      nameOf: (userId) => (userId === self.id ? 'You' : (names.current(userId)?.name ?? 'Somebody')),
    }),
    [projectId, customerId, room, editing, owners, canWrite, includesCmmc, self.id],
  )
}
