import { type SectionLock, sectionLock, sectionNeedsWork, setSectionLock, setSectionNeedsWork } from '@certloom/shared/collab/documentDoc'
import type { Doc } from 'yjs'
import type { SignedInCtx } from '../accounts/session.ts'
import { tenantOf } from '../auth/authorize.ts'
import type { Live } from '../context.ts'
import type { Db, Tx } from '../db/prisma.ts'
import { withTenant } from '../db/tenant.ts'
import { namesOf, presentPerson } from '../members/names.ts'
import { mirrorInTurn } from '../mirrorInTurn.ts'

type Parts = { db: Db; live: Live }
type Place = { organizationId: string; documentId: string; room: string }

/** What the rows say about a section and the live document mirrors. */
type SectionTruth = { sectionId: string; lock: SectionLock | null; needsWork: boolean }

/** Makes a live document say which of its sections are locked and which need work, after the rows are committed. */
export function mirrorSections({ db, live, signedIn }: SignedInCtx, { documentId, room }: Omit<Place, 'organizationId'>): Promise<void> {
  const place = { organizationId: signedIn.actor.organizationId, documentId, room }
  return mirrorInTurn(turnOf(place), {
    read: () => withTenant(db, tenantOf(signedIn), (tx) => readSections(tx, place)),
    write: (sections) => live.edit(room, signedIn, (doc) => say(doc, sections)),
  })
}

/** Mirrors locks and marks that a crash left unsaid, in the name of whoever last set one. */
export function mendSections({ db, live }: Parts, place: Place, doc: Doc): Promise<void> {
  const { organizationId, room } = place
  const inTenant = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => withTenant(db, { organizationId }, work)
  return mirrorInTurn(turnOf(place), {
    read: () => inTenant((tx) => readSections(tx, place)),
    isSaid: (sections) => sections.every((section) => isSaid(doc, section)),
    write: async (sections) => {
      const id = await inTenant((tx) => lastToMark(tx, place))
      await live.edit(room, { person: { id }, actor: { organizationId } }, (now) => say(now, sections))
    },
  })
}

const turnOf = ({ documentId }: Place): string => `sections ${documentId}`

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
function isSaid(doc: Doc, { sectionId, lock, needsWork }: SectionTruth): boolean {
  const said = sectionLock(doc, sectionId)
  return said?.by.id === lock?.by.id && said?.at === lock?.at && sectionNeedsWork(doc, sectionId) === needsWork
}

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
