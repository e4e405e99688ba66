import { AppError } from '@certloom/shared/errors'
import type { FillableSection } from '@certloom/shared/templates/contract'
import type { Doc } from 'yjs'
import { byRequester, record } from '../audit/record.ts'
import { authorize, tenantOf } from '../auth/authorize.ts'
import type { Ctx, SignedIn } from '../context.ts'
import type { Tx } from '../db/prisma.ts'
import { withTenant } from '../db/tenant.ts'
import { type ListedVersion, type VersionWords, wordsOf } from './history.ts'
import { holdNewest, pinVersion } from './pinVersion.ts'
import { readVersion } from './readVersion.ts'
import { hashNow, restoreSections, sectionsToRestore } from './restoreSections.ts'
import { findReadable, type ReadableDocument, roomOf } from './service.ts'

/** What a restore did; see `Restored` of the contract. */
export type RestoredVersion = VersionWords & { version: ListedVersion; previousRevision: number; sections: readonly FillableSection[] }

/** How often it is tried to begin with what a revision has, while others write. */
const attempts = 5

/**
 * Lets a document, or some of its sections, say again what it said as of a revision. It is an edit of the live document like any other: others go on
 * writing. What the document says now becomes a revision first, so that restoring the same sections of that one takes this back.
 * @throws `not_found`, `forbidden`, `damaged`; `conflict` if a section to change is locked or others do not pause in it; `invalid_input` for a
 * section of evidence
 */
export async function restoreVersion(ctx: Ctx, id: string, revision: number, sectionIds?: readonly string[]): Promise<RestoredVersion> {
  const signedIn = authorize(ctx, 'document.read')
  const place = await withTenant(ctx.db, tenantOf(signedIn), async (tx) => {
    const document = await findReadable(ctx, tx, id)
    authorize(ctx, 'version.restore', document.customerId)
    return { document, room: await roomOf(tx, document) }
  })
  const { contents, sections: all } = await readVersion(ctx, id, revision)
  const sections = wanted(all.fillable, sectionIds)
  const { previousRevision, changed } = await restoreLive({ ...ctx, signedIn }, place, sections, contents)
  return withTenant(ctx.db, tenantOf(signedIn), async (tx) => {
    const document = await findReadable(ctx, tx, id)
    const version =
      changed.length === 0
        ? await holdNewest(tx, document)
        : await writeRestored({ ...ctx, signedIn }, tx, document, { from: revision, only: sectionIds === undefined ? null : changed })
    if (changed.length > 0) ctx.live.tellStored(place.room, version.revision)
    return { version, previousRevision, sections: changed, ...(await wordsOf(tx, document, [version])) }
  })
}

function wanted(sections: readonly FillableSection[], sectionIds: readonly string[] | undefined): readonly FillableSection[] {
  return sectionIds === undefined ? sections : [...new Set(sectionIds)].map((id) => restorable(sections, id))
}

function restorable(sections: readonly FillableSection[], sectionId: string): FillableSection {
  const section = sections.find(({ id }) => id === sectionId)
  if (!section) throw new AppError('not_found', 'This document has no such section.')
  if (section.type === 'evidence')
    throw new AppError('invalid_input', 'Evidence is not restored with a text. Link or unlink it in the document.')
  if (section.fact_key !== undefined)
    throw new AppError('invalid_input', 'A fact is not restored with a document: others show it too. Write it where it stands.')
  return section
}

type Place = { document: ReadableDocument; room: string }

async function restoreLive(
  ctx: Ctx & { signedIn: SignedIn },
  { document, room }: Place,
  sections: readonly FillableSection[],
  contents: ReadonlyMap<string, unknown>,
): Promise<{ previousRevision: number; changed: FillableSection[] }> {
  for (let attempt = 1; attempt <= attempts; attempt++) {
    await ctx.live.edit(room, ctx.signedIn, () => {}) // opens the room: edits that a crash left in the log are stored, too
    await ctx.live.store(room)
    const stored = await withTenant(ctx.db, tenantOf(ctx.signedIn), (tx) => readStored(tx, document))
    let changed: FillableSection[] | undefined
    await ctx.live.edit(room, ctx.signedIn, (doc) => {
      if (sectionsToRestore(doc, sections, contents).every((section) => isStored(doc, section, stored.hashes)))
        changed = restoreSections(doc, sections, contents)
    })
    if (!changed) continue // somebody wrote in between: their words must be in a revision before they are restored away
    await ctx.live.store(room)
    return { previousRevision: stored.revision, changed }
  }
  throw new AppError('conflict', 'Others are writing in what would be restored, so nothing was changed. Try again when they pause.')
}

/** Is what a section says in a revision? One that cannot be read is in none, and only a restore mends it. */
function isStored(doc: Doc, section: FillableSection, hashes: ReadonlyMap<string, string>): boolean {
  const hash = hashNow(doc, section)
  return hash === undefined || hash === hashes.get(section.id)
}

/** The newest revision, and what its sections say, by their hashes. */
export async function readStored(
  tx: Tx,
  { organizationId, id }: ReadableDocument,
): Promise<{ revision: number; hashes: Map<string, string> }> {
  const { revision, sections } = await tx.customerDocument.findUniqueOrThrow({
    where: { organizationId_id: { organizationId, id } },
    select: { revision: true, sections: { select: { sectionId: true, contentHash: true } } },
  })
  return { revision, hashes: new Map(sections.map((section) => [section.sectionId, section.contentHash])) }
}

/** What was asked for: which revision, and which sections changed if only some were to; null if it was the whole document. */
type Asked = { from: number; only: readonly FillableSection[] | null }

function restoredWords({ from, only }: Asked): string {
  if (only === null) return `Restored from revision ${from}`
  return `${only.length === 1 ? only[0]?.title : `${only.length} sections`} restored from revision ${from}`
}

async function writeRestored(ctx: Ctx & { signedIn: SignedIn }, tx: Tx, document: ReadableDocument, asked: Asked): Promise<ListedVersion> {
  const { from, only } = asked
  const [alone, ...others] = only ?? []
  const { id, customerId, organizationId } = document
  const newest = await holdNewest(tx, document)
  const label = restoredWords(asked)
  const version = await pinVersion(tx, document, newest, {
    kind: 'restored',
    label,
    documentVersion: newest.documentVersion,
    createdById: ctx.signedIn.person.id,
  })
  const { revision } = version
  await tx.customerDocument.update({ where: { organizationId_id: { organizationId, id } }, data: { revision }, select: { id: true } })
  await record(tx, byRequester(ctx), {
    action: 'version.restored',
    entity: { type: 'customer_document', id },
    customerId,
    ...(alone && others.length === 0 && { sectionId: alone.id }),
    after: { label, revision, from },
  })
  return version
}
