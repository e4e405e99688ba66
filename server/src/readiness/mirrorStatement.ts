import { sectionLock, tableSection } from '@certloom/shared/collab/documentDoc'
import { type MirroredRow, mirrorRows, saysRows } from '@certloom/shared/collab/mirrorRows'
import { statementCells } from '@certloom/shared/readiness/statement'
import type { FillableSection } from '@certloom/shared/templates/contract'
import type { Doc } from 'yjs'
import type { Author, Live } from '../context.ts'
import type { Db, Tx } from '../db/prisma.ts'
import { withTenant } from '../db/tenant.ts'
import { mirrorInTurn } from '../mirrorInTurn.ts'
import { fillableSectionsOf } from '../templates/sections.ts'
import { getProjectIn } from './service.ts'
import { statementIn } from './statement.ts'

type Parts = { db: Db; live: Live }

/** A document whose tables of controls may have to be written anew. */
export type ShowingDocument = { organizationId: string; documentId: string }

/** What the tables of a document are to say, where they are live, and who last changed the checklist. */
type Truth = { room: string; author: Author; tables: { section: FillableSection; rows: MirroredRow[] }[] }

/**
 * Makes a document that shows the controls of its customer's checklist say what the stored rows say, in the name of whoever last changed the
 * checklist. Locked sections stay as they are, and so does a document whose customer has no checklist. It does not name itself: that it is approved
 * would be a change of what was approved.
 * @param known the live document, if it is at hand: then nothing is opened that says all already
 */
export function mirrorStatement({ db, live }: Parts, document: ShowingDocument, known?: Doc): Promise<void> {
  return mirrorInTurn(`statement ${document.documentId}`, {
    read: () => withTenant(db, { organizationId: document.organizationId }, (tx) => readTruth(tx, document)),
    isSaid: (truth) => known !== undefined && saysAll(known, truth),
    write: ({ room, author, tables }) => live.edit(room, author, (doc) => write(doc, tables)),
  })
}

const saysAll = (doc: Doc, { tables }: Truth): boolean =>
  tables.every(({ section, rows }) => isLocked(doc, section) || saysRows(tableSection(doc, section.id), section.columns, rows))

const isLocked = (doc: Doc, { id }: FillableSection): boolean => sectionLock(doc, id) !== undefined

function write(doc: Doc, tables: Truth['tables']): void {
  for (const { section, rows } of tables) if (!isLocked(doc, section)) mirrorRows(tableSection(doc, section.id), section.columns, rows)
}

async function readTruth(tx: Tx, { organizationId, documentId }: ShowingDocument): Promise<Truth | null> {
  const document = await tx.customerDocument.findFirst({
    where: { organizationId, id: documentId, archivedAt: null },
    select: { customerId: true, plan: { select: { frameworkId: true } }, templateVersion: { select: { fillableSections: true } } },
  })
  if (!document) return null
  const showing = fillableSectionsOf(document.templateVersion).filter(({ checklist_domain }) => checklist_domain !== undefined)
  if (showing.length === 0) return null
  const newest = await tx.readinessProject.findFirst({
    where: { organizationId, customerId: document.customerId, frameworkId: document.plan.frameworkId, archivedAt: null },
    orderBy: { id: 'desc' },
    select: { id: true },
  })
  if (!newest) return null
  const { domains } = await statementIn(tx, await getProjectIn(tx, newest.id))
  const { room } = await tx.liveDocument.findFirstOrThrow({
    where: { organizationId, kind: 'document', entityId: documentId },
    orderBy: { epoch: 'desc' },
    select: { room: true },
  })
  return {
    room,
    author: { person: { id: await lastToChange(tx, organizationId, newest.id) }, actor: { organizationId } },
    tables: showing.map((section) => ({
      section,
      rows: (domains.find(({ code }) => code === section.checklist_domain)?.rows ?? []).map((row) => ({
        id: row.requirement_id,
        cells: statementCells({ ...row, documents: row.documents.filter(({ id }) => id !== documentId) }),
      })),
    })),
  }
}

async function lastToChange(tx: Tx, organizationId: string, projectId: string): Promise<string> {
  const { actorId } = await tx.activity.findFirstOrThrow({
    where: { organizationId, entityId: projectId, actorId: { not: null } },
    orderBy: { id: 'desc' },
    select: { actorId: true },
  })
  if (actorId === null) throw new Error(`Nobody made the checklist ${projectId}.`)
  return actorId
}
