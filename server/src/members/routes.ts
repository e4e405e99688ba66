import { AppError } from '@certloom/shared/errors'
import { z } from 'zod'
import { decodeCursor, toPage } from '../http/paging.ts'
import { open, protectedBySession } from '../http/procedures.ts'
import { acceptInvitation, getOpenInvitation } from './acceptInvitation.ts'
import { invite, listInvitations, revokeInvitation } from './invite.ts'
import { inviteMany } from './inviteMany.ts'
import { offeredRole, presentInvitation, presentMember } from './present.ts'
import type { MemberCursor } from './queries.ts'
import { countOpenWork, removeMember } from './removeMember.ts'
import { changeRole, listPeople } from './service.ts'

export const memberRoutes = {
  list: protectedBySession.members.list.handler(async ({ input, context }) => {
    const after = input.cursor === undefined ? undefined : readMemberCursor(input.cursor)
    const rows = await listPeople(context, { customerId: input.customer_id, after, limit: input.limit + 1 })
    return toPage(rows, input.limit, (row) => JSON.stringify([row.name, row.user_id]), presentMember)
  }),
  changeRole: protectedBySession.members.changeRole.handler(async ({ input, context }) =>
    presentMember(await changeRole(context, input.user_id, input.role, input.expected_role)),
  ),
  openWork: protectedBySession.members.openWork.handler(({ input, context }) => countOpenWork(context, input.user_id)),
  remove: protectedBySession.members.remove.handler(({ input, context }) =>
    removeMember(context, input.user_id, { personId: input.reassign_to ?? null, teamId: input.reassign_tasks_to_team ?? null }),
  ),
  invitations: protectedBySession.members.invitations.handler(async ({ input, context }) => {
    const before = input.cursor === undefined ? undefined : readCursor(z.uuid(), decodeCursor(input.cursor))
    const rows = await listInvitations(context, { before, limit: input.limit + 1 })
    return toPage(
      rows,
      input.limit,
      (row) => row.id,
      (row) => presentInvitation(row, row.invitedBy),
    )
  }),
  invite: protectedBySession.members.invite.handler(async ({ input, context }) => {
    const sent = await invite(context, { email: input.email, role: input.role, customerId: input.customer_id })
    return presentInvitation(sent, sent.invitedBy)
  }),
  inviteMany: protectedBySession.members.inviteMany.handler(async ({ input: { emails, role, customer_id }, context }) => ({
    data: await inviteMany(context, emails, { role, customerId: customer_id }),
  })),
  revokeInvitation: protectedBySession.members.revokeInvitation.handler(({ input, context }) =>
    revokeInvitation(context, input.invitation_id),
  ),
  readInvitation: open.members.readInvitation.handler(async ({ input, context }) => {
    const invitation = await getOpenInvitation(context.db, input.token)
    return {
      organization_name: invitation.organization_name,
      customer_name: invitation.customer_name,
      email: invitation.email,
      role: offeredRole({ organizationRole: invitation.organization_role, customerRole: invitation.customer_role }),
      has_account: invitation.user_id !== null,
    }
  }),
  acceptInvitation: open.members.acceptInvitation.handler(({ input, context }) =>
    acceptInvitation(context, { token: input.token, name: input.name, password: input.password }),
  ),
}

function readMemberCursor(cursor: string): MemberCursor {
  const [name, userId] = readCursor(z.tuple([z.string(), z.uuid()]), parseJson(decodeCursor(cursor)))
  return { name, userId }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined // refused by the shape below
  }
}

function readCursor<T>(shape: z.ZodType<T>, value: unknown): T {
  const read = shape.safeParse(value)
  if (!read.success) throw new AppError('invalid_input', 'The cursor is not one this list gave out.')
  return read.data
}
