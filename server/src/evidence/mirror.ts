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
import { mirrorInTurn } from '../mirrorInTurn.ts'
import { fillableSectionsOf } from '../templates/sections.ts'

/** What is linked to each section of a document, and the room that is to say so. */
type Truth = { room: string; sections: Map<string, Map<string, MirroredEvidence>> }

/** A document whose live one may have to be mended. */
export type MirroredDocument = { organizationId: string; documentId: string; room: string }

/** Makes live documents say what is linked in them, after the rows are committed. Always the whole of a document, so this also mends what a crash left unsaid. */
export async function mirrorDocuments({ db, live, signedIn }: SignedInCtx, documentIds: readonly string[]): Promise<void> {
  for (const documentId of new Set(documentIds))
    await mirrorInTurn(turnOf(documentId), {
      read: () => withTenant(db, tenantOf(signedIn), (tx) => readTruth(tx, documentId)),
      write: (truth) => write(live, signedIn, truth),
    })
}

/** Mirrors what a crash left unsaid, in the name of whoever last changed the evidence of this document. */
export async function mendEvidence({ db, live }: { db: Db; live: Live }, place: MirroredDocument, doc: Doc): Promise<void> {
  const { organizationId, documentId } = place
  const inTenant = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => withTenant(db, { organizationId }, work)
  await mirrorInTurn(turnOf(documentId), {
    read: () => inTenant((tx) => readTruth(tx, documentId)),
    isSaid: ({ sections }) => [...sections].every(([sectionId, linked]) => saysAll(evidenceSection(doc, sectionId), linked)),
    write: async (truth) => write(live, await inTenant((tx) => lastAuthor(tx, place)), truth),
  })
}

const turnOf = (documentId: string): string => `evidence ${documentId}`

const write = (live: Live, author: Author, { room, sections }: Truth): Promise<void> =>
  live.edit(room, author, (doc) => {
    for (const [sectionId, linked] of sections) mirrorEvidence(evidenceSection(doc, sectionId), linked)
  })

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

/** Null while the document is archived: nobody can open it, and it is mended when somebody does after it came back. */
async function readTruth(tx: Tx, documentId: string): Promise<Truth | null> {
  const { archivedAt, templateVersion } = await tx.customerDocument.findFirstOrThrow({
    where: { id: documentId },
    select: { archivedAt: true, templateVersion: { select: { fillableSections: true } } },
  })
  if (archivedAt !== null) return null
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
