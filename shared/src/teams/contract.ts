import { oc } from '@orpc/contract'
import { z } from 'zod'
import { pageOf, pageQuery } from '../paging.ts'
import { Person } from '../person.ts'

/** People who answer for something together: of the organization itself (`customer_id` null), or of one of its customers. */
export const Team = z.object({ id: z.uuid(), customer_id: z.uuid().nullable(), name: z.string(), members: z.array(Person) })
export type Team = z.infer<typeof Team>

const name = z.string().trim().min(1).max(80)
const memberIds = z.array(z.uuid()).max(200)
const one = z.object({ team_id: z.uuid() })

export const teamsContract = {
  list: oc
    .route({ method: 'GET', path: '/teams', summary: 'Teams of the organization, or of one customer, by name', tags: ['people'] })
    .input(pageQuery.extend({ customer_id: z.uuid().optional() }))
    .output(pageOf(Team)),
  create: oc
    .route({ method: 'POST', path: '/teams', successStatus: 201, summary: 'A new team', tags: ['people'] })
    .input(z.object({ customer_id: z.uuid().nullable().default(null), name, member_ids: memberIds.default([]) }))
    .output(Team),
  update: oc
    .route({ method: 'PATCH', path: '/teams/{team_id}', summary: 'Another name, or other members', tags: ['people'] })
    .input(one.extend({ name: name.optional(), member_ids: memberIds.optional() }))
    .output(Team),
  archive: oc
    .route({
      method: 'DELETE',
      path: '/teams/{team_id}',
      successStatus: 204,
      summary: 'Archive a team; what it was assigned stays named after it',
      tags: ['people'],
    })
    .input(one),
}
