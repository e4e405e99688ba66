import { oc } from '@orpc/contract'
import { z } from 'zod'
import { Email, Me, NewPassword, PersonName, Role } from '../accounts/contract.ts'
import { pageOf, pageQuery } from '../paging.ts'
import { mostInvitations } from './limits.ts'

/** A person of the organization, or of one of its customers (`customer_id` set). */
export const Member = z.object({
  user_id: z.uuid(),
  name: z.string(),
  email: z.string(),
  color: z.number().int(),
  role: Role,
  customer_id: z.uuid().nullable(),
  is_active: z.boolean(),
})

export const Invitation = z.object({
  id: z.uuid(),
  email: z.string(),
  role: Role,
  customer_id: z.uuid().nullable(),
  invited_by: z.string(),
  expires_at: z.iso.datetime(),
  state: z.enum(['open', 'accepted', 'revoked', 'expired']),
})

const token = z.object({ token: z.string().min(1).max(200) })

export const membersContract = {
  list: oc
    .route({ method: 'GET', path: '/members', summary: 'People of the organization and of its customers', tags: ['people'] })
    .input(pageQuery.extend({ customer_id: z.uuid().optional() }))
    .output(pageOf(Member)),
  changeRole: oc
    .route({
      method: 'PUT',
      path: '/members/{user_id}',
      summary: 'Give a person another role; takes effect on open documents at once',
      tags: ['people'],
    })
    .input(
      z.object({
        user_id: z.uuid(),
        role: Role,
        expected_role: Role.optional().describe('the role it is to replace: with another one there, nothing is changed (409)'),
      }),
    )
    .output(Member),
  openWork: oc
    .route({
      method: 'GET',
      path: '/members/{user_id}/open-work',
      summary: 'What a person would leave behind: open tasks, and documents and plans they answer for',
      tags: ['people'],
    })
    .input(z.object({ user_id: z.uuid() }))
    .output(z.object({ tasks: z.number().int(), documents: z.number().int(), plans: z.number().int() })),
  remove: oc
    .route({
      method: 'DELETE',
      path: '/members/{user_id}',
      successStatus: 204,
      summary: 'Take a person out and end their sessions; their open work goes to somebody else, their tasks to a team, or to nobody',
      tags: ['people'],
    })
    .input(z.object({ user_id: z.uuid(), reassign_to: z.uuid().optional(), reassign_tasks_to_team: z.uuid().optional() })),
  invitations: oc
    .route({ method: 'GET', path: '/invitations', summary: 'Invitations sent', tags: ['people'] })
    .input(pageQuery)
    .output(pageOf(Invitation)),
  invite: oc
    .route({
      method: 'POST',
      path: '/invitations',
      successStatus: 201,
      summary: 'Invite by mail to set a password of one’s own',
      tags: ['people'],
    })
    .input(z.object({ email: Email, role: Role, customer_id: z.uuid().nullable().default(null) }))
    .output(Invitation),
  inviteMany: oc
    .route({
      method: 'POST',
      path: '/invitations/bulk',
      summary: 'Invite up to 200 people to the same place; each address is answered for itself',
      tags: ['people'],
    })
    .input(
      z.object({
        emails: z.array(z.string().max(254)).min(1).max(mostInvitations),
        role: Role,
        customer_id: z.uuid().nullable().default(null),
      }),
    )
    .output(z.object({ data: z.array(z.object({ email: z.string(), refusal: z.string().nullable() })) })),
  revokeInvitation: oc
    .route({
      method: 'DELETE',
      path: '/invitations/{invitation_id}',
      successStatus: 204,
      summary: 'Take an invitation back',
      tags: ['people'],
    })
    .input(z.object({ invitation_id: z.uuid() })),
  readInvitation: oc
    .route({ method: 'GET', path: '/invitations/by-token/{token}', summary: 'What a mailed invitation offers', tags: ['people'] })
    .input(token)
    .output(
      z.object({
        organization_name: z.string(),
        customer_name: z.string().nullable(),
        email: z.string(),
        role: Role,
        has_account: z.boolean(),
      }),
    ),
  acceptInvitation: oc
    .route({
      method: 'POST',
      path: '/invitations/by-token/{token}/accept',
      summary: 'Join: a new person sets name and password, a known one proves theirs',
      tags: ['people'],
    })
    .input(token.extend({ name: PersonName.optional(), password: z.union([NewPassword, z.string().min(1).max(200)]) }))
    .output(Me),
}
