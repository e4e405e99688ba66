import { AppError } from '@certloom/shared/errors'
import type { FactTexts } from '@certloom/shared/facts/texts'
import type { VersionKind } from '../db/generated/enums.ts'
import type { Tx } from '../db/prisma.ts'
import { contentsAt, hashOf } from '../documents/readVersion.ts'
import { type LinkedEvidence, linkedEvidence, readLinked } from '../evidence/linkedEvidence.ts'
import { withFactSections } from '../facts/factSections.ts'
import { readShown, shownFacts } from '../facts/shownFacts.ts'
import { type Names, namesOf, presentPerson } from '../members/names.ts'
import { type Sections, sectionsOf } from '../templates/sections.ts'
import { type HistoryRow, readHistory } from './history.ts'
import { peopleIn } from './sections.ts'

export type SourceVersion = {
  revision: number
  documentVersion: number
  kind: VersionKind
  label: string | null
  createdAt: Date
  contentHash: string
  /** who made it on purpose */
  by: string | null
}

/** What was done to a document on purpose, and who did it. */
export type Deed = Omit<HistoryRow, 'createdById'> & { by: string | null }

/** A revision of a document with everything that is said about it in an export. */
export type DocumentSource = {
  name: string
  documentType: string
  organization: string
  customer: string
  framework: string
  clauseRefs: string[]
  template: { name: string; version: number }
  responsible: string | null
  version: SourceVersion
  /** null for what nobody approved */
  approval: { by: string; at: Date } | null
  /** what was done on purpose until then, newest first */
  history: Deed[]
  sections: Sections
  contents: ReadonlyMap<string, unknown>
  /** what the facts that its template shows say; null if it shows none */
  facts: FactTexts | null
  names: Names
  /** what is linked to it; to what was approved, what was then */
  evidence: LinkedEvidence[]
  evidenceAt: Date
  exported: { by: string; at: Date }
}

/** Which revision, whether for what the document says now or for what it said then, and who wants it when. */
export type Wanted = { documentId: string; revision: number; isCurrent: boolean; exported: { by: string; at: Date } }

const shown = {
  customer: { select: { companyName: true, organization: { select: { name: true } } } },
  plan: { select: { framework: { select: { name: true } } } },
  template: { select: { name: true, clauseRefs: true } },
  templateVersion: true,
} as const

const ofVersion = {
  revision: true,
  documentVersion: true,
  kind: true,
  label: true,
  createdAt: true,
  contentHash: true,
  createdById: true,
  facts: true,
  evidence: true,
} as const

/**
 * Reads a revision for an export. Call it within the customer's own tenant: then nothing of the staff's can be in it.
 * @throws `not_found`, and `damaged` if what is stored does not match its hash
 */
export async function readSource(tx: Tx, { documentId, revision, isCurrent, exported }: Wanted): Promise<DocumentSource> {
  const document = await tx.customerDocument.findFirst({ where: { id: documentId, archivedAt: null }, include: shown })
  if (!document) throw new AppError('not_found')
  const { organizationId } = document
  const own = { organizationId, documentId }
  const version = await tx.documentVersion.findFirst({ where: { ...own, revision }, select: ofVersion })
  if (!version) throw new AppError('not_found', `This document has no revision ${revision}.`)
  const history = await readHistory(tx, { ...own, revision })
  const sections = sectionsOf(document.templateVersion)
  const contents = await readContents(tx, { ...own, ...version }, sections)
  const facts = await factsOf(tx, document, { ...version, isCurrent })
  const names = await namesOf(tx, [
    document.assigneeId,
    version.createdById,
    ...history.map(({ createdById }) => createdById),
    ...peopleIn(sections.fillable, contents),
  ])
  const nameOf = (id: string | null): string | null => id && presentPerson(id, names).name
  const { documentVersion, kind, label, createdAt } = version
  const contentHash = hashOf({ sections, contents }, facts)
  const wanted: SourceVersion = { revision, documentVersion, kind, label, createdAt, contentHash, by: nameOf(version.createdById) }
  return {
    name: document.name,
    documentType: document.documentType,
    organization: document.customer.organization.name,
    customer: document.customer.companyName,
    framework: document.plan.framework.name,
    clauseRefs: document.template.clauseRefs,
    template: { name: document.template.name, version: document.templateVersion.version },
    responsible: nameOf(document.assigneeId),
    version: wanted,
    approval: approvalOf(wanted),
    history: history.map(({ createdById, ...deed }) => ({ ...deed, by: nameOf(createdById) })),
    sections,
    contents: withFactSections(sections.fillable, contents, facts),
    facts,
    names,
    ...(await evidenceOf(tx, own, { sections, version, exported })),
    exported,
  }
}

type StoredVersion = { organizationId: string; documentId: string; revision: number; contentHash: string; facts: unknown }

/**
 * A draft shows its facts as they are said now, and hashes to that; what was made on purpose shows them as it stored them. Whoever wants the
 * document as it is now wants a draft, unless that is approved.
 */
function factsOf(
  tx: Tx,
  document: Parameters<typeof shownFacts>[1] & { revision: number },
  { kind, revision, facts, isCurrent }: { kind: VersionKind; revision: number; facts: unknown; isCurrent: boolean },
): Promise<FactTexts | null> | FactTexts | null {
  const isNewest = revision === document.revision && (kind === 'autosave' || kind === 'created')
  return isNewest || (isCurrent && kind !== 'approved') ? shownFacts(tx, document) : readShown(facts)
}

/** What a revision says, checked against its hash. An approval says what the revision said that was read, which may be an earlier one. */
async function readContents(
  tx: Tx,
  { organizationId, documentId, revision, contentHash, facts }: StoredVersion,
  sections: Sections,
): Promise<ReadonlyMap<string, unknown>> {
  const alike = await tx.documentVersion.findMany({
    where: { organizationId, documentId, contentHash, revision: { lte: revision } },
    orderBy: { revision: 'desc' },
    take: 2,
    select: { revision: true },
  })
  for (const candidate of alike) {
    const contents = await contentsAt(tx, { organizationId, id: documentId }, candidate.revision)
    if (hashOf({ sections, contents }, readShown(facts)) === contentHash) return contents
  }
  throw new AppError('damaged', `What is stored of revision ${revision} does not match its checksum.`)
}

const approvalOf = ({ kind, by, createdAt }: SourceVersion): DocumentSource['approval'] =>
  kind === 'approved' ? { by: by ?? 'Former colleague', at: createdAt } : null

/** An approved version lists what stood when it was approved, everything else what is linked now. */
async function evidenceOf(
  tx: Tx,
  own: { organizationId: string; documentId: string },
  { sections, version, exported }: Pick<DocumentSource, 'sections' | 'exported'> & { version: { evidence: unknown; createdAt: Date } },
): Promise<Pick<DocumentSource, 'evidence' | 'evidenceAt'>> {
  const kept = readLinked(version.evidence)
  return kept === null
    ? { evidence: await linkedEvidence(tx, own, sections), evidenceAt: exported.at }
    : { evidence: kept, evidenceAt: version.createdAt }
}
