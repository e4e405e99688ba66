import { z } from 'zod'
import { keyset, readKeyset, toPage } from '../http/paging.ts'
import { protectedBySession } from '../http/procedures.ts'
import { presentTeam } from './present.ts'
import { archiveTeam, changeTeam, createTeam, listTeams } from './service.ts'

const Cursor = z.tuple([z.string(), z.uuid()])

export const teamRoutes = {
  list: protectedBySession.teams.list.handler(async ({ context, input: { customer_id, limit, cursor } }) => {
    const teams = await listTeams(context, customer_id ?? null, { limit, after: readKeyset(cursor, Cursor) })
    return toPage(teams, limit, (team) => keyset(team.name, team.id), presentTeam)
  }),
  create: protectedBySession.teams.create.handler(async ({ context, input: { customer_id, name, member_ids } }) =>
    presentTeam(await createTeam(context, { customerId: customer_id, name, memberIds: member_ids })),
  ),
  update: protectedBySession.teams.update.handler(async ({ context, input: { team_id, name, member_ids } }) =>
    presentTeam(await changeTeam(context, team_id, { name, memberIds: member_ids })),
  ),
  archive: protectedBySession.teams.archive.handler(({ context, input }) => archiveTeam(context, input.team_id)),
}
