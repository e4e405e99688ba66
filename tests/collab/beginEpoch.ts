import type { World } from '../support/world.ts'

/** Replaces a room of the first epoch by one of the second, as a change of the layout of documents would. */
export async function beginEpoch(world: Pick<World, 'sql' | 'app'>, room: string): Promise<void> {
  await world.app.services.live.store(room)
  await world.sql(
    `insert into live_document (room, organization_id, customer_id, kind, entity_id, epoch, schema_version, state, updated_at)
     select kind || ':' || entity_id || ':2', organization_id, customer_id, kind, entity_id, 2, schema_version, state, now()
     from live_document where room = $1`,
    [room],
  )
}
