import { evidenceSection } from '@certloom/shared/collab/documentDoc'
import { type MirroredEvidence, mirrorEvidence } from '@certloom/shared/collab/evidenceDoc'
import type { SignedInCtx } from '../accounts/session.ts'
import { tenantOf } from '../auth/authorize.ts'
import type { Prisma } from '../db/generated/client.ts'
import type { Tx } from '../db/prisma.ts'
import { withTenant } from '../db/tenant.ts'
import { namesOf, presentPerson } from '../members/names.ts'
import { fillableSectionsOf } from '../templates/sections.ts'

/** What is linked to each section of a document, and the room that is to say so. */
type Truth = { room: string; sections: Map<string, Map<string, MirroredEvidence>> }

/**
 * Makes live documents say what is linked in them, after the rows are committed. Always the whole of a document, so this also mends what a crash
 * left unsaid. Reads again after each write, until what was written is what is there: whoever commits last is mirrored last, also by others.
 */
export async function mirrorDocuments(ctx: SignedInCtx, documentIds: readonly string[]): Promise<void> {
  for (const documentId of new Set(documentIds)) {
    let written: string | undefined
    for (;;) {
      const truth = await withTenant(ctx.db, tenantOf(ctx.signedIn), (tx) => readTruth(tx, documentId))
      const text = JSON.stringify([...truth.sections].map(([section, linked]) => [section, [...linked]]))
      if (text === written) break
      await ctx.live.edit(truth.room, ctx.signedIn, (doc) => {
        for (const [sectionId, linked] of truth.sections) mirrorEvidence(evidenceSection(doc, sectionId), linked)
      })
      written = text
    }
  }
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
