import { AppError } from '@certloom/shared/errors'
import type { FactTexts } from '@certloom/shared/facts/texts'
import { authorize, tenantOf } from '../auth/authorize.ts'
import type { Ctx } from '../context.ts'
import type { Tx } from '../db/prisma.ts'
import { withTenant } from '../db/tenant.ts'
import { withFactSections } from '../facts/factSections.ts'
import { readShown } from '../facts/shownFacts.ts'
import { namesOf } from '../members/names.ts'
import { type Sections, sectionsOf } from '../templates/sections.ts'
import { contentHash } from './canonical.ts'
import { type Contributor, contributorsTo } from './contributors.ts'
import { findVersion, type ListedVersion, type VersionWords, wordsOf } from './history.ts'
import { documentHash } from './saveDocument.ts'
import { findReadable, type ReadableDocument } from './service.ts'

/** A revision with what every section said, and who had written in it by then. */
export type WholeVersion = VersionWords & {
  version: ListedVersion
  sections: Sections
  /** by section id; a section that nobody had written in is absent */
  contents: ReadonlyMap<string, unknown>
  contributors: Contributor[]
}

/**
 * What a document said as of a revision, put together from what each revision changed and checked against the hash the revision was stored with.
 * Whoever thins revisions has to put what a removed one changed into the next one that stays, unless that changed the same section itself: then
 * every revision that is left still reads as it was stored.
 * @throws `not_found`, and `damaged` if the hash says that it was something else
 */
export async function readVersion(ctx: Ctx, id: string, revision: number): Promise<WholeVersion> {
  const signedIn = authorize(ctx, 'document.read')
  const whole = await withTenant(ctx.db, tenantOf(signedIn), async (tx) => {
    const document = await findReadable(ctx, tx, id)
    const version = await findVersion(tx, document, revision)
    if (!version)
      throw new AppError(
        'not_found',
        `This document has no revision ${revision}. Those without a name are thinned out: after a day to one an hour, after 30 days to one a day.`,
      )
    const contributors = await contributorsTo(tx, document, version.approvesRevision ?? revision)
    const { titles, names } = await wordsOf(tx, document, [version])
    return {
      version,
      titles,
      names: new Map([
        ...names,
        ...(await namesOf(
          tx,
          contributors.map(({ userId }) => userId),
        )),
      ]),
      sections: sectionsOf(document.templateVersion),
      contents: await contentsAt(tx, document, version.approvesRevision ?? revision),
      contributors,
    }
  })
  if (hashOf(whole, readShown(whole.version.facts)) !== whole.version.contentHash) {
    ctx.log.error({ document: id, revision }, 'a revision does not match its hash')
    throw new AppError('damaged', `What is stored of revision ${revision} does not match its checksum.`)
  }
  return { ...whole, contents: withFactSections(whole.sections.fillable, whole.contents, readShown(whole.version.facts)) }
}

/**
 * What each section said last by then; a section that nobody had written in is absent. First which revision that was, then its content: sorting
 * contents would not fit into memory.
 */
export async function contentsAt(
  tx: Tx,
  { organizationId, id }: Pick<ReadableDocument, 'organizationId' | 'id'>,
  revision: number,
): Promise<Map<string, unknown>> {
  const rows = await tx.$queryRaw<{ sectionId: string; content: unknown }[]>`
    with changes as (
      select section_id, max(revision) as revision
        from document_version, jsonb_object_keys(changed_sections) as section_id
       where organization_id = ${organizationId}::uuid and document_id = ${id}::uuid and revision <= ${revision}::int
       group by section_id
    )
    select section_id as "sectionId", changed_sections -> section_id as content
      from changes join document_version using (revision)
     where organization_id = ${organizationId}::uuid and document_id = ${id}::uuid`
  return new Map(rows.map(({ sectionId, content }) => [sectionId, content]))
}

/** What a version hashes to: its sections, and the facts it shows as it stored them. */
export const hashOf = ({ sections, contents }: Pick<WholeVersion, 'sections' | 'contents'>, facts: FactTexts | null): string =>
  documentHash(new Map(sections.fillable.map(({ id }) => [id, contentHash(contents.get(id) ?? null)])), facts)
