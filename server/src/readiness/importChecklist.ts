import { AppError } from '@certloom/shared/errors'
import type { FileFormat } from '@certloom/shared/readiness/checklistFile'
import type { Cell, ImportUndo } from '@certloom/shared/readiness/importUndo'
import { readChecklistFile } from '@certloom/shared/readiness/readChecklistFile'
import type { Doc } from 'yjs'
import type { SignedInCtx } from '../accounts/session.ts'
import { byRequester, record } from '../audit/record.ts'
import { authorize, tenantOf } from '../auth/authorize.ts'
import { withTenant } from '../db/tenant.ts'
import { contentHash } from '../documents/canonical.ts'
import { cellHash, cellsOf, readCells, writeCells } from './cells.ts'
import { type ImportPlan, planImport, type RowChange } from './planImport.ts'
import { storedRow } from './saveChecklist.ts'
import { getProject, type ProjectWithRoom } from './service.ts'

/** A file somebody wants to import. */
export type GivenFile = { format: FileFormat; content: string }

/** What importing a file would change, and what of it cannot be used. Throws `not_found`, `forbidden`, `conflict` for an archived checklist. */
export async function previewImport(ctx: SignedInCtx, id: string, file: GivenFile): Promise<ImportPlan & { seen: string }> {
  const planned = await plan(ctx, await getEditable(ctx, id), file)
  return { ...planned, seen: seenOf(planned) }
}

/**
 * Changes rows to what a file says, in one edit of their live document: all of it, or nothing. What the file leaves out stays as it is.
 * @param seen what a preview answered, if there was one
 * @returns how many rows changed, and what takes it back
 * @throws what a preview throws, `invalid_input` with the problems of a file that has some, and `conflict` if it would change something else than
 *   the preview showed, or somebody changes the same cells at this moment
 */
export async function importChecklist(
  ctx: SignedInCtx,
  id: string,
  { seen, ...file }: GivenFile & { seen?: string | undefined },
): Promise<{ changed: number; undo: ImportUndo }> {
  const project = await getEditable(ctx, id)
  const { signedIn } = ctx
  const planned = await plan(ctx, project, file)
  const { problems, changes } = planned
  if (problems.length > 0) throw new AppError('invalid_input', 'Nothing was imported: some lines of the file cannot be used.', { problems })
  if (seen !== undefined && seen !== seenOf(planned))
    throw new AppError(
      'conflict',
      'Nothing was imported: the checklist was changed meanwhile. Look at what would change now, then import it.',
    )
  let undo: ImportUndo = []
  if (changes.length > 0) {
    await ctx.live.edit(project.room, signedIn, (doc) => {
      for (const change of changes) requireStored(doc, change)
      undo = changes.map((change) => applyRow(doc, change, signedIn.person.id))
    })
    await ctx.live.store(project.room)
    await withTenant(ctx.db, tenantOf(signedIn), (tx) =>
      record(tx, byRequester(ctx), {
        action: 'readiness.imported',
        entity: { type: 'readiness_project', id },
        customerId: project.customerId,
        after: { project_name: project.name, format: file.format, rows: changes.length },
      }),
    )
  }
  return { changed: changes.length, undo }
}

/** By what an import knows again what its preview showed. */
const seenOf = ({ changes }: ImportPlan): string => contentHash(changes.map(({ answer, fields }) => ({ id: answer.requirementId, fields })))

/** A checklist whose rows this person may change; throws as a preview does. */
export async function getEditable(ctx: SignedInCtx, id: string): Promise<ProjectWithRoom> {
  const project = await getProject(ctx, id)
  authorize(ctx, 'answer.edit', project.customerId)
  if (project.archivedAt !== null) throw new AppError('conflict', 'This checklist is archived. Bring it back to change it.')
  return project
}

async function plan(ctx: SignedInCtx, { id, organizationId, customerId, room }: ProjectWithRoom, file: GivenFile): Promise<ImportPlan> {
  const read = readChecklistFile(file.format, file.content)
  await ctx.live.store(room)
  return withTenant(ctx.db, tenantOf(ctx.signedIn), (tx) => planImport(tx, { organizationId, customerId, projectId: id }, read))
}

/** Throws `conflict` if a cell that is about to change says something else than what was stored. */
function requireStored(doc: Doc, { answer, fields }: RowChange): void {
  const now = readCells(doc, answer.requirementId)
  const { values, justification } = storedRow(answer)
  const stored = { ...values, justification, notes: answer.notes }
  if (cellsOf(fields).some((cell) => cellHash(now[cell]) !== cellHash(stored[cell])))
    throw new AppError('conflict', `Nothing was imported: somebody is changing ${answer.requirement.code} at this moment. Import it again.`)
}

function applyRow(doc: Doc, { answer: { requirementId }, after, fields, owner }: RowChange, userId: string): ImportUndo[number] {
  const cells = cellsOf(fields)
  const before = readCells(doc, requirementId)
  const { status, justification, notes, due_date: due } = after
  const wanted = { status, justification, notes, due, owner, evidence: evidenceOf(after) }
  writeCells(doc, requirementId, only(cells, wanted), userId)
  const written = readCells(doc, requirementId)
  return {
    requirement_id: requirementId,
    before: only(cells, before),
    written: Object.fromEntries(cells.map((cell) => [cell, cellHash(written[cell])])),
  }
}

const only = <Row extends Record<Cell, unknown>>(cells: readonly Cell[], row: Row): Partial<Row> =>
  Object.fromEntries(cells.map((cell) => [cell, row[cell]])) as Partial<Row>

function evidenceOf({ evidence_url, evidence_id }: RowChange['after']) {
  if (evidence_url !== null) return { kind: 'link' as const, url: evidence_url }
  return evidence_id === null ? null : { kind: 'item' as const, id: evidence_id }
}
