import { evidenceSection } from '@certloom/shared/collab/documentDoc'
import { type MirroredEvidence, mirrorEvidence, saysAll } from '@certloom/shared/collab/evidenceDoc'
import type { Doc } from 'yjs'
import type { SignedInCtx } from '../accounts/session.ts'
import { tenantOf } from '../auth/authorize.ts'
import type { Author, Live } from '../context.ts'
import type { Prisma } from '../db/generated/client.ts'
import type { Db, Tx } from '../db/prisma.ts'
import { withTenant } from '../db/tenant.ts'
import { namesOf, presentPerson } from '../members/names.ts'
import { fillableSectionsOf } from '../templates/sections.ts'

/** What is linked to each section of a document, and the room that is to say so. */
type Truth = { room: string; sections: Map<string, Map<string, MirroredEvidence>> }

/** A document whose live one may have to be mended. */
export type MirroredDocument = { organizationId: string; documentId: string; room: string }

/**
 * Makes live documents say what is linked in them, after the rows are committed. Always the whole of a document, so this also mends what a crash
 * left unsaid. Reads again after each write, until what was written is what is there: whoever commits last is mirrored last, also by others.
 */
export async function mirrorDocuments(ctx: SignedInCtx, documentIds: readonly string[]): Promise<void> {
  for (const documentId of new Set(documentIds)) {
    const read = () => withTenant(ctx.db, tenantOf(ctx.signedIn), (tx) => readTruth(tx, documentId))
    await write(ctx.live, ctx.signedIn, read)
  }
}

/** Mirrors what a crash left unsaid, in the name of whoever last changed the evidence of this document. */
export async function mendEvidence({ db, live }: { db: Db; live: Live }, place: MirroredDocument, doc: Doc): Promise<void> {
  const { organizationId, documentId } = place
  const read = () => withTenant(db, { organizationId }, (tx) => readTruth(tx, documentId))
  const { sections } = await read()
  if ([...sections].every(([sectionId, linked]) => saysAll(evidenceSection(doc, sectionId), linked))) return
  const author = await withTenant(db, { organizationId }, (tx) => lastAuthor(tx, place))
  await write(live, author, read)
}

async function write(live: Live, author: Author, read: () => Promise<Truth>): Promise<void> {
  let written: string | undefined
  for (;;) {
    const { room, sections } = await read()
    const text = JSON.stringify([...sections].map(([section, linked]) => [section, [...linked]]))
    if (text === written) break
    await live.edit(room, author, (doc) => {
      for (const [sectionId, linked] of sections) mirrorEvidence(evidenceSection(doc, sectionId), linked)
    })
    written = text
  }
}

/** Archiving and reviewing are recorded with the evidence, linking with the document. */
async function lastAuthor(tx: Tx, { organizationId, documentId }: MirroredDocument): Promise<Author> {
  const linked = await tx.evidenceLink.findMany({ where: { documentId }, select: { evidenceId: true } })
  const last = await tx.activity.findFirst({
    where: {
      organizationId,
      entityId: { in: [documentId, ...linked.map(({ evidenceId }) => evidenceId)] },
      action: { startsWith: 'evidence.' },
      actorId: { not: null },
    },
    orderBy: { id: 'desc' },
    select: { actorId: true },
  })
  if (!last?.actorId) throw new Error(`Nobody changed the evidence of ${documentId}, and yet its live document differs.`)
  return { person: { id: last.actorId }, actor: { organizationId } }
}

async function readTruth(tx: Tx, documentId: string): Promise<Truth> {
  const { templateVersion } = await tx.customerDocument.findFirstOrThrow({
    where: { id: documentId },
    select: { templateVersion: { select: { fillableSections: true } } },
  })
  const { room } = await tx.liveDocument.findFirstOrThrow({
    where: { kind: 'document', entityId: documentId },
    orderBy: { epoch: 'desc' },
    select: { room: true },
  })
  const links = await tx.evidenceLink.findMany({
    where: { documentId, evidence: { archivedAt: null } },
    include: { evidence: { include: { file: true } } },
    orderBy: { id: 'asc' },
  })
  const names = await namesOf(
    tx,
    links.map(({ evidence }) => evidence.createdById),
  )
  const sections: Truth['sections'] = new Map(fillableSectionsOf(templateVersion).map(({ id }) => [id, new Map()]))
  for (const { sectionId, evidence } of links) sections.get(sectionId ?? '')?.set(evidence.id, mirrored(evidence, names))
  return { room, sections }
}

type LinkedEvidence = Prisma.EvidenceGetPayload<{ include: { file: true } }>

const mirrored = (
  { title, kind, status, url, file, createdById, createdAt }: LinkedEvidence,
  names: ReadonlyMap<string, string>,
): MirroredEvidence => ({
  title,
  kind,
  status,
  url,
  file: file && { id: file.id, name: file.name, media_type: file.mediaType, size_bytes: Number(file.sizeBytes) },
  added_by: presentPerson(createdById, names),
  added_at: createdAt.toISOString(),
})
