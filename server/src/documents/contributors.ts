import { authorize, tenantOf } from '../auth/authorize.ts'
import type { Ctx } from '../context.ts'
import { Prisma } from '../db/generated/client.ts'
import type { Tx } from '../db/prisma.ts'
import { withTenant } from '../db/tenant.ts'
import { namesOf } from '../members/names.ts'
import { fillableSectionsOf } from '../templates/sections.ts'
import { findReadable, type ReadableDocument } from './service.ts'

/** Somebody who wrote in a section, and when a revision with their words was last stored. */
export type Contributor = { sectionId: string; userId: string; lastEditedAt: Date }

/** Who wrote in the sections of a document, with what it takes to show them. */
export type Contributors = { contributors: Contributor[]; names: ReadonlyMap<string, string>; titles: ReadonlyMap<string, string> }

/** Who wrote in each section of a document, whoever wrote last first; `not_found` for a document this person may not see. */
export function listContributors(ctx: Ctx, id: string, revision: number | undefined): Promise<Contributors> {
  const signedIn = authorize(ctx, 'document.read')
  return withTenant(ctx.db, tenantOf(signedIn), async (tx) => {
    const document = await findReadable(ctx, tx, id)
    const contributors = await contributorsTo(tx, document, revision)
    const names = await namesOf(
      tx,
      contributors.map(({ userId }) => userId),
    )
    const titles = new Map(fillableSectionsOf(document.templateVersion).map((section) => [section.id, section.title]))
    return { contributors, names, titles }
  })
}

/**
 * Who had written in which section by a revision, or until now. Read from the activity log: it says so for each person and section, and nothing
 * is ever taken from it.
 */
export function contributorsTo(tx: Tx, { organizationId, id }: ReadableDocument, revision: number | undefined): Promise<Contributor[]> {
  const until = revision === undefined ? Prisma.empty : Prisma.sql`and (after->>'revision')::int <= ${revision}::int`
  return tx.$queryRaw<Contributor[]>`
    select section_id as "sectionId", actor_id as "userId", max(created_at) as "lastEditedAt"
      from activity
     where organization_id = ${organizationId}::uuid and entity_id = ${id}::uuid and action = 'section.edited' and actor_id is not null ${until}
     group by section_id, actor_id
     order by max(created_at) desc, actor_id`
}
