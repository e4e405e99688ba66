import { checklistRow } from '@certloom/shared/collab/checklistDoc'
import { takeBackStatus } from '@certloom/shared/collab/statusClaims'
import type { Cell, ImportUndo } from '@certloom/shared/readiness/importUndo'
import type { Doc } from 'yjs'
import type { SignedInCtx } from '../accounts/session.ts'
import { byRequester, record } from '../audit/record.ts'
import { tenantOf } from '../auth/authorize.ts'
import { withTenant } from '../db/tenant.ts'
import { cellHash, readCells, type SomeCells, writeCells } from './cells.ts'
import { getEditable } from './importChecklist.ts'

/**
 * Takes an import back in one edit of the live document, cell by cell: those that still say what it wrote say again what they said before, and what
 * somebody changed since stays.
 * @returns how many rows are as they were, and how many stayed in at least one cell
 * @throws `not_found`, `forbidden`, `conflict` for an archived checklist, `not_durable`
 */
export async function undoImport(ctx: SignedInCtx, id: string, undo: ImportUndo): Promise<{ back: number; kept: number }> {
  const { organizationId, customerId, room, name } = await getEditable(ctx, id)
  const { signedIn } = ctx
  const tenant = tenantOf(signedIn)
  const answers = await withTenant(ctx.db, tenant, (tx) =>
    tx.answer.findMany({ where: { organizationId, projectId: id }, select: { requirementId: true } }),
  )
  const ids = new Set(answers.map(({ requirementId }) => requirementId))
  let back = 0
  await ctx.live.edit(room, signedIn, (doc) => {
    for (const row of undo) if (ids.has(row.requirement_id) && undoRow(doc, row, signedIn.person.id)) back++
  })
  await ctx.live.store(room)
  await withTenant(ctx.db, tenant, (tx) =>
    record(tx, byRequester(ctx), {
      action: 'readiness.imported',
      entity: { type: 'readiness_project', id },
      customerId,
      after: { project_name: name, format: 'undo', rows: back },
    }),
  )
  return { back, kept: undo.length - back }
}

/** Is the row as it was? */
function undoRow(doc: Doc, { requirement_id: id, before, written }: ImportUndo[number], userId: string): boolean {
  const now = readCells(doc, id)
  const cells = Object.keys(before) as Cell[]
  const untouched = cells.filter((cell) => cellHash(now[cell]) === written[cell])
  const { status, ...others } = Object.fromEntries(untouched.map((cell) => [cell, before[cell]])) as SomeCells
  writeCells(doc, id, others, userId)
  if (status !== undefined && now.status === null) writeCells(doc, id, { status }, userId)
  else if (status !== undefined && now.status !== null)
    takeBackStatus(checklistRow(doc, id), { userId, status: now.status, before: status })
  return untouched.length === cells.length && (status === undefined || readCells(doc, id).status === status)
}
