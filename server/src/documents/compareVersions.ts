import type { SectionDiff } from '@certloom/shared/comparison/contract'
import { diffSection } from '@certloom/shared/comparison/section'
import { type ChangedFact, driftOf } from '@certloom/shared/facts/drift'
import type { FactTexts } from '@certloom/shared/facts/texts'
import type { FillableSection } from '@certloom/shared/templates/contract'
import { authorize, tenantOf } from '../auth/authorize.ts'
import type { Ctx } from '../context.ts'
import { withTenant } from '../db/tenant.ts'
import { withFactSections } from '../facts/factSections.ts'
import { readShown, shownFacts } from '../facts/shownFacts.ts'
import { type Names, namesOf } from '../members/names.ts'
import { canonicalJson } from './canonical.ts'
import { type PartWriters, partWritersAt } from './partWriters.ts'
import { readVersion, type WholeVersion } from './readVersion.ts'
import { findReadable } from './service.ts'

/** A section on both sides; `diff` is null if it says the same, `writers` undefined where they are not known any more. */
export type SectionOfTwo = { section: FillableSection; diff: SectionDiff | null; writers: PartWriters | undefined }

export type VersionsCompared = {
  from: WholeVersion
  to: WholeVersion
  isDraft: boolean
  facts: ChangedFact[]
  sections: SectionOfTwo[]
  writerNames: Names
}

/**
 * What changed between two revisions of a document, section by section, and who wrote what stands in the newer one.
 * @param to the newest revision if left out: the draft as it was stored last
 * @throws `not_found`, and `damaged` if one of them is not what was stored
 */
export async function compareVersions(ctx: Ctx, id: string, from: number, to: number | undefined): Promise<VersionsCompared> {
  const signedIn = authorize(ctx, 'document.read')
  const newest = await withTenant(ctx.db, tenantOf(signedIn), async (tx) => {
    const document = await findReadable(ctx, tx, id)
    const key = { organizationId: document.organizationId, id }
    const { revision } = await tx.customerDocument.findUniqueOrThrow({ where: { organizationId_id: key }, select: { revision: true } })
    return { revision, facts: to === undefined ? await shownFacts(tx, document) : null }
  })
  const older = await readVersion(ctx, id, from)
  const stored = await readVersion(ctx, id, to ?? newest.revision)
  // A draft says what its facts say now, whenever it was stored.
  const newer =
    to === undefined ? { ...stored, contents: withFactSections(stored.sections.fillable, stored.contents, newest.facts) } : stored
  const sections = older.sections.fillable.map((section) => ({ section, diff: diffOf(section, older, newer) }))
  const changed = sections.filter(({ section, diff }) => diff !== null && section.fact_key === undefined).map(({ section }) => section)
  return withTenant(ctx.db, tenantOf(signedIn), async (tx) => {
    const document = await findReadable(ctx, tx, id)
    const writers = await partWritersAt(tx, document, newer.version.revision, changed, newer.contents)
    const writerNames = await namesOf(
      tx,
      [...writers.values()].flatMap((parts) => parts.flatMap(({ userIds }) => userIds)),
    )
    return {
      from: older,
      to: newer,
      isDraft: to === undefined,
      facts: factsBetween(readShown(older.version.facts), to === undefined ? newest.facts : readShown(newer.version.facts)),
      sections: sections.map((compared) => ({ ...compared, writers: writers.get(compared.section.id) })),
      writerNames,
    }
  })
}

/** The created revision shows no facts yet: that is no change of them. */
const factsBetween = (before: FactTexts | null, after: FactTexts | null): ChangedFact[] => (before && after ? driftOf(before, after) : [])

function diffOf({ id, type }: FillableSection, older: WholeVersion, newer: WholeVersion): SectionDiff | null {
  const [before, after] = [older.contents.get(id) ?? null, newer.contents.get(id) ?? null]
  return canonicalJson(before) === canonicalJson(after) ? null : diffSection(type, before, after)
}
