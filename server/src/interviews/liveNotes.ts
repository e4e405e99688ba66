import { defineSessionNotes, sessionNoteRoots } from '@certloom/shared/collab/internalDoc'
import { roomName } from '@certloom/shared/collab/rooms'
import { can } from '@certloom/shared/permissions'
import type { InterviewSession } from '../db/generated/client.ts'
import type { FindLiveResource } from '../liveResource.ts'
import { sessionEpoch } from './liveSession.ts'

const noRoots: ReadonlySet<string> = new Set()

/**
 * What staff write down during a session, as the live world sees it. A room of its own, and one that concerns no customer: its rows are hidden from
 * the customer's people by row security, its name is told to nobody else, and nothing of it is projected.
 */
export const findSessionNotes: FindLiveResource = async (tx, id) => {
  const row = await tx.interviewSession.findFirst({
    where: { id, archivedAt: null, customer: { archivedAt: null } },
    select: { organizationId: true, customerId: true },
  })
  if (!row) return null
  const { organizationId, customerId } = row
  return {
    entityId: id,
    organizationId,
    customerId: null,
    epoch: sessionEpoch,
    access(actor) {
      const mayRead = can(actor, 'internal.read', customerId) && can(actor, 'interview.watch', customerId)
      if (actor.organizationId !== organizationId || !mayRead) return null
      const canEdit = can(actor, 'internal.write', customerId)
      return { canEdit, editableRoots: canEdit ? sessionNoteRoots : noRoots }
    },
    isLocked: () => false,
    define: defineSessionNotes,
    mend: async () => {},
    capture: () => async () => null,
  }
}

/** Where a session's staff write for themselves. */
export const notesRoom = ({ id }: Pick<InterviewSession, 'id'>): string => roomName({ kind: 'internal', entityId: id, epoch: sessionEpoch })
