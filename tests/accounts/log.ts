import type { World } from '../support/world.ts'

export type Logged = {
  action: string
  actor_id: string | null
  actor_email: string
  entity_type: string
  entity_id: string
  customer_id: string | null
  before: unknown
  after: unknown
  address: string | null
  user_agent: string | null
  request_id: string | null
}

/** What an organization's log says, oldest first; all of it, or what begins with `action`. */
export const logOf = (world: World, organizationId: string, action = ''): Promise<Logged[]> =>
  world.sql<Logged>('select * from activity where organization_id = $1 and starts_with(action, $2) order by id', [organizationId, action])

/** The actions alone. */
export const actionsIn = async (world: World, organizationId: string, action = ''): Promise<string[]> =>
  (await logOf(world, organizationId, action)).map((row) => row.action)
