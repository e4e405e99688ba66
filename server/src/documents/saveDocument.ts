import { schemaVersion } from '@certloom/shared/collab/schemaVersion'
import type { DocumentStatus } from '@certloom/shared/documents/contract'
import type { FactTexts } from '@certloom/shared/facts/texts'
import { newId } from '@certloom/shared/ids'
import { statusAfterEdit, versionAfter } from '@certloom/shared/reviews/transitions'
import { type RecordedActivity, record } from '../audit/record.ts'
import { Prisma, type SectionProjection, type TemplateVersion } from '../db/generated/client.ts'
import type { Tx } from '../db/prisma.ts'
import { shownFacts } from '../facts/shownFacts.ts'
import type { Contribution, Save, Saved } from '../liveResource.ts'
import { peopleOf } from '../members/names.ts'
import { moveTasks } from '../tasks/moveTasks.ts'
import { contentHash } from './canonical.ts'
import type { ProjectedSection } from './projection.ts'
import { completionOf, writeSection } from './writeSection.ts'

type Document = {
  id: string
  organizationId: string
  customerId: string
  templateVersion: Pick<TemplateVersion, 'fixedSections' | 'fillableSections'>
}

/** What the edited sections say; those that cannot be read are named only. */
type Edited = { projected: readonly ProjectedSection[]; unreadable: readonly SectionRoot[] }
type SectionRoot = Pick<ProjectedSection, 'sectionId' | 'root'>

/**
 * Writes one revision of a document in the save transaction: changed projections, completion and status, the version row, and one activity per
 * person and section. Writes nothing and answers null if no section says anything else than before, and none became filled or empty. Edits of a
 * section that cannot be read are on record like all others, and their revision keeps the full state: it is the only place that says what they did.
 */
export async function saveDocument(tx: Tx, document: Document, { projected, unreadable }: Edited, save: Save): Promise<Saved> {
  const { organizationId, id: documentId } = document
  const row = await lock(tx, document)
  const sections = await tx.sectionProjection.findMany({ where: { organizationId, documentId }, orderBy: { position: 'asc' } })
  const before = new Map(sections.map((section) => [section.sectionId, section]))
  const hashes = new Map(sections.map((section) => [section.sectionId, section.contentHash]))
  const changed = projected.filter(
    ({ sectionId, hash, isFilled }) => hashes.get(sectionId) !== hash || before.get(sectionId)?.isFilled !== isFilled,
  )
  if (changed.length === 0 && unreadable.length === 0) return null

  const edits = new EditsBySection(save.contributions, [...changed, ...unreadable])
  for (const section of changed) {
    const stored = before.get(section.sectionId)
    if (stored) await writeSection(tx, stored, section, edits.lastOf(section.sectionId))
  }
  const after = sections.map((section) => changed.find((projection) => projection.sectionId === section.sectionId) ?? section)
  const isEdit = unreadable.length > 0 || changed.some(({ sectionId, hash }) => hashes.get(sectionId) !== hash)
  const isBegun = row.status !== 'not_started' || after.some((section) => section.isFilled)
  const status = isEdit && isBegun ? statusAfterEdit(row.status) : row.status
  const revision = row.revision + 1
  const documentVersion = versionAfter(row.document_version, row.status, status)
  await writeDocument(tx, document, {
    revision,
    status,
    documentVersion,
    completion: completionOf(sections, (section) => changed.find(({ sectionId }) => sectionId === section.sectionId) ?? section),
  })
  await writeVersion(
    tx,
    document,
    { revision, document_version: documentVersion },
    changed,
    new Map([...hashes, ...changed.map((section): [string, string] => [section.sectionId, section.hash])]),
    edits,
    { ...save, keepState: save.keepState || unreadable.length > 0 },
  )
  await recordEdits(tx, document, edits, revision, { before: row.status, after: status })
  await moveTasks(tx, document, changesOf(sections, changed, edits))
  return { revision }
}

const changesOf = (sections: readonly SectionProjection[], changed: readonly ProjectedSection[], edits: EditsBySection) =>
  changed.flatMap((after) =>
    sections
      .filter(({ sectionId }) => sectionId === after.sectionId)
      .map((before) => ({
        before,
        after,
        needsWork: before.state === 'needs_work',
        userId: edits.lastOf(after.sectionId)?.userId ?? null,
      })),
  )

type Row = { revision: number; status: DocumentStatus; document_version: number }

async function lock(tx: Tx, { organizationId, id }: Document): Promise<Row> {
  const [row] = await tx.$queryRaw<Row[]>`
    select revision, status::text, document_version from customer_document where organization_id = ${organizationId}::uuid and id = ${id}::uuid for update`
  if (!row) throw new Error(`The document ${id} is gone.`)
  return row
}

/** Who edited which of the changed sections, in the order of their last edit. */
class EditsBySection {
  readonly bySection = new Map<string, Map<string, Date>>()
  readonly userIds: string[]

  /** Only who wrote in the root of its content edited a section: linking evidence to a text is no edit of the text. */
  constructor(contributions: readonly Contribution[], changed: readonly SectionRoot[]) {
    const sectionOf = new Map(changed.map(({ root, sectionId }) => [root, sectionId]))
    for (const { userId, roots, at } of contributions) {
      for (const root of roots) {
        const section = sectionOf.get(root)
        if (section === undefined) continue
        const people = this.bySection.get(section) ?? new Map<string, Date>()
        people.delete(userId)
        people.set(userId, at)
        this.bySection.set(section, people)
      }
    }
    this.userIds = [...new Set([...this.bySection.values()].flatMap((people) => [...people.keys()]))]
  }

  lastOf(sectionId: string): { userId: string; at: Date } | null {
    const last = [...(this.bySection.get(sectionId) ?? [])].at(-1)
    return last ? { userId: last[0], at: last[1] } : null
  }
}

async function writeDocument(
  tx: Tx,
  { organizationId, id }: Document,
  {
    revision,
    status,
    documentVersion,
    completion,
  }: { revision: number; status: DocumentStatus; documentVersion: number; completion: ReturnType<typeof completionOf> },
): Promise<void> {
  await tx.customerDocument.update({
    where: { organizationId_id: { organizationId, id } },
    data: {
      revision,
      status,
      documentVersion,
      completionPercentage: completion.percentage,
      mandatorySectionsTotal: completion.total,
      mandatorySectionsCompleted: completion.completed,
    },
    select: { id: true },
  })
}

async function writeVersion(
  tx: Tx,
  document: Document,
  row: Pick<Row, 'revision' | 'document_version'>,
  changed: readonly ProjectedSection[],
  hashes: ReadonlyMap<string, string>,
  edits: EditsBySection,
  { state, keepState }: Save,
): Promise<void> {
  const { organizationId, customerId, id: documentId } = document
  const facts = await shownFacts(tx, document)
  await tx.documentVersion.create({
    data: {
      id: newId(),
      organizationId,
      customerId,
      documentId,
      revision: row.revision,
      documentVersion: row.document_version,
      kind: 'autosave',
      contributorIds: edits.userIds,
      changedSections: Object.fromEntries(
        changed.map((section) => [section.sectionId, (section.content ?? null) as Prisma.InputJsonValue]),
      ),
      contentHash: documentHash(hashes, facts),
      facts: facts ?? Prisma.DbNull,
      schemaVersion,
      state: keepState ? (state as Uint8Array<ArrayBuffer>) : null,
    },
    select: { id: true },
  })
}

/** The hash of a whole document: over the hashes of its sections by id, and over the facts that its template shows. */
export function documentHash(hashes: ReadonlyMap<string, string>, facts: FactTexts | null): string {
  const sections = Object.fromEntries(hashes)
  return contentHash(facts === null ? sections : { sections, facts })
}

async function recordEdits(
  tx: Tx,
  { organizationId, customerId, id }: Document,
  edits: EditsBySection,
  revision: number,
  status: { before: DocumentStatus; after: DocumentStatus },
): Promise<void> {
  const people = await peopleOf(tx, edits.userIds)
  const entity = { type: 'customer_document', id } as const
  for (const person of people) {
    const rows: RecordedActivity[] = [...edits.bySection]
      .filter(([, editors]) => editors.has(person.id))
      .map(([sectionId]) => ({ action: 'section.edited', entity, customerId, sectionId, after: { revision } }))
    await record(tx, { organizationId, person }, ...rows)
  }
  if (status.before !== status.after) {
    await record(
      tx,
      { organizationId, person: people.find((person) => person.id === edits.userIds[0]) ?? null },
      { action: 'document.status_changed', entity, customerId, before: { status: status.before }, after: { status: status.after } },
    )
  }
}
