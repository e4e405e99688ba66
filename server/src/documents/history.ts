import type { DocumentVersion as ShownVersion } from '@certloom/shared/documents/contract'
import { authorize, tenantOf } from '../auth/authorize.ts'
import type { Ctx } from '../context.ts'
import { type DocumentVersion, Prisma } from '../db/generated/client.ts'
import type { Tx } from '../db/prisma.ts'
import { withTenant } from '../db/tenant.ts'
import { namesOf } from '../members/names.ts'
import { fillableSectionsOf } from '../templates/sections.ts'
import { findReadable, type ReadableDocument } from './service.ts'

/** A revision without what its sections said. */
export type ListedVersion = Pick<
  DocumentVersion,
  | 'id'
  | 'revision'
  | 'documentVersion'
  | 'kind'
  | 'label'
  | 'createdById'
  | 'contributorIds'
  | 'contentHash'
  | 'approvesRevision'
  | 'facts'
  | 'createdAt'
> & { changedSectionIds: string[] }

/** What revisions are shown with: names of people, titles of sections in the template's order. */
export type VersionWords = { names: ReadonlyMap<string, string>; titles: ReadonlyMap<string, string> }

/** Which revisions are asked for; what is undefined does not matter. A person's are those they contributed to or made on purpose. */
export type HistoryFilter = { personId: string | undefined; sectionId: string | undefined; kind: ShownVersion['kind'] | undefined }

/** Revisions of a document before a revision, newest first, one more than `limit` if there are more. What the sections said is not read. */
export function listHistory(
  ctx: Ctx,
  id: string,
  filter: HistoryFilter,
  { limit, after }: { limit: number; after: number | undefined },
): Promise<VersionWords & { versions: ListedVersion[] }> {
  const signedIn = authorize(ctx, 'document.read')
  return withTenant(ctx.db, tenantOf(signedIn), async (tx) => {
    const document = await findReadable(ctx, tx, id)
    const before = after === undefined ? [] : [Prisma.sql`revision < ${after}::int`]
    const versions = await findVersions(tx, document, [...before, ...conditionsOf(filter)], limit + 1)
    return { versions, ...(await wordsOf(tx, document, versions)) }
  })
}

/** One revision; undefined if there is none of that number. */
export async function findVersion(tx: Tx, document: ReadableDocument, revision: number): Promise<ListedVersion | undefined> {
  const [version] = await findVersions(tx, document, [Prisma.sql`revision = ${revision}::int`], 1)
  return version
}

const findVersions = (tx: Tx, { organizationId, id }: ReadableDocument, conditions: readonly Prisma.Sql[], limit: number) => tx.$queryRaw<
  ListedVersion[]
>`
  select id, revision, document_version as "documentVersion", kind::text, label, created_by_id as "createdById", contributor_ids::text[] as "contributorIds",
         content_hash as "contentHash", approves_revision as "approvesRevision", facts, created_at as "createdAt", array(select jsonb_object_keys(changed_sections)) as "changedSectionIds"
    from document_version
   where ${Prisma.join([Prisma.sql`organization_id = ${organizationId}::uuid and document_id = ${id}::uuid`, ...conditions], ' and ')}
   order by revision desc
   limit ${limit}`

function conditionsOf({ personId, sectionId, kind }: HistoryFilter): Prisma.Sql[] {
  return [
    ...(personId === undefined ? [] : [Prisma.sql`(created_by_id = ${personId}::uuid or contributor_ids @> array[${personId}::uuid])`]),
    ...(sectionId === undefined ? [] : [Prisma.sql`changed_sections ? ${sectionId}`]),
    ...(kind === undefined ? [] : [Prisma.sql`kind = ${kind}::version_kind`]),
  ]
}

export async function wordsOf(
  tx: Tx,
  { templateVersion }: ReadableDocument,
  versions: readonly Pick<ListedVersion, 'contributorIds' | 'createdById'>[],
): Promise<VersionWords> {
  const names = await namesOf(
    tx,
    versions.flatMap(({ contributorIds, createdById }) => (createdById === null ? contributorIds : [...contributorIds, createdById])),
  )
  return { names, titles: new Map(fillableSectionsOf(templateVersion).map((section) => [section.id, section.title])) }
}
