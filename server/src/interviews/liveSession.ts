import { roomName } from '@certloom/shared/collab/rooms'
import { defineSessionRoots, leavesNotesOfOthers, maySay, sessionRoots } from '@certloom/shared/collab/sessionDoc'
import { can, canVisit } from '@certloom/shared/permissions'
import type { InterviewSession } from '../db/generated/client.ts'
import type { FindLiveResource } from '../liveResource.ts'
import { noteJoin } from './noteJoin.ts'

const noRoots: ReadonlySet<string> = new Set()

/** An interview's room as the live world sees it. Nothing in it is projected: the answers are in the documents' rooms. */
export const findLiveSession: FindLiveResource = async (tx, id) => {
  const row = await tx.interviewSession.findFirst({
    where: { id, archivedAt: null, customer: { archivedAt: null } },
    select: { id: true, organizationId: true, customerId: true, status: true },
  })
  if (!row) return null
  const { organizationId, customerId, status } = row
  return {
    entityId: id,
    organizationId,
    customerId,
    epoch: sessionEpoch,
    access(actor) {
      if (actor.organizationId !== organizationId) return null
      if (actor.kind === 'guest') return canVisit(actor, { kind: 'session', id }) ? { canEdit: false, editableRoots: noRoots } : null
      if (!can(actor, 'interview.watch', customerId)) return null
      const canEdit = can(actor, 'interview.join', customerId)
      const isOpen = canEdit && status !== 'completed' // its minutes are written: what were noted now would lead nowhere
      return { canEdit, editableRoots: isOpen ? sessionRoots(can(actor, 'interview.run', customerId)) : noRoots }
    },
    noteJoin: (db, present) => noteJoin(db, id, present),
    isLocked: () => false,
    maySay,
    leavesOthers: leavesNotesOfOthers,
    define: defineSessionRoots,
    mend: async () => {},
    capture: () => async () => null,
  }
}

/** A session's room never begins anew. */
export const sessionEpoch = 1

/** Where a session's people steer together. */
export const sessionRoom = ({ id }: Pick<InterviewSession, 'id'>): string =>
  roomName({ kind: 'interview', entityId: id, epoch: sessionEpoch })
