import { type SectionLock, sectionLock, sectionNeedsWork, setSectionLock, setSectionNeedsWork } from '@certloom/shared/collab/documentDoc'
import type { Doc } from 'yjs'
import type { Live } from '../context.ts'
import type { Db, Tx } from '../db/prisma.ts'
import { withTenant } from '../db/tenant.ts'
import { namesOf, presentPerson } from '../members/names.ts'

type Place = { organizationId: string; documentId: string; room: string }

/** What the rows say about a section and the live document mirrors. */
type SectionTruth = { sectionId: string; lock: SectionLock | null; needsWork: boolean }

/**
 * Mirrors locks and marks that a crash left unsaid. Reads again after each write, until what was written is what is there: a lock set meanwhile
 * is not taken back.
 */
export async function mendSections({ db, live }: { db: Db; live: Live }, place: Place, doc: Doc): Promise<void> {
  const { organizationId } = place
  let written: string | undefined
  for (;;) {
    const sections = await withTenant(db, { organizationId }, (tx) => readSections(tx, place))
    const text = JSON.stringify(sections)
    if (text === written || (written === undefined && sections.every((section) => isSaid(doc, section)))) return
    const id = await withTenant(db, { organizationId }, (tx) => lastToMark(tx, place))
    await live.edit(place.room, { person: { id }, actor: { organizationId } }, (now) => say(now, sections))
    written = text
  }
}

function say(doc: Doc, sections: readonly SectionTruth[]): void {
  for (const section of sections) {
    if (isSaid(doc, section)) continue
    setSectionLock(doc, section.sectionId, section.lock)
    setSectionNeedsWork(doc, section.sectionId, section.needsWork)
  }
}

async function readSections(tx: Tx, { organizationId, documentId }: Place): Promise<SectionTruth[]> {
  const rows = await tx.sectionProjection.findMany({
    where: { organizationId, documentId },
    select: { sectionId: true, lockedAt: true, lockedById: true, state: true },
  })
  const names = await namesOf(
    tx,
    rows.map(({ lockedById }) => lockedById),
  )
  return rows.map(({ sectionId, lockedAt, lockedById, state }) => ({
    sectionId,
    lock: lockedAt && { by: presentPerson(lockedById ?? '', names), at: lockedAt.toISOString() },
    needsWork: state === 'needs_work',
  }))
}

/** A name that changed since is no reason to write. */
const isSaid = (doc: Doc, { sectionId, lock, needsWork }: SectionTruth): boolean =>
  sectionLock(doc, sectionId)?.by.id === lock?.by.id && sectionNeedsWork(doc, sectionId) === needsWork

async function lastToMark(tx: Tx, { organizationId, documentId }: Place): Promise<string> {
  const last = await tx.activity.findFirst({
    where: {
      organizationId,
      entityId: documentId,
      action: { in: ['section.locked', 'section.unlocked', 'section.marked', 'section.unmarked'] },
      actorId: { not: null },
    },
    orderBy: { id: 'desc' },
    select: { actorId: true },
  })
  if (!last?.actorId) throw new Error(`Nobody locked or marked a section of ${documentId}, and yet its live document differs.`)
  return last.actorId
}
