import { checklistRow, justificationText, notesText, setDue, setEvidence, setOwner } from '@certloom/shared/collab/checklistDoc'
import { readRichText } from '@certloom/shared/collab/richText'
import { replaceText } from '@certloom/shared/collab/sharedText'
import { chooseStatus, clearStatus } from '@certloom/shared/collab/statusClaims'
import type { RichText } from '@certloom/shared/documents/contract'
import { AppError } from '@certloom/shared/errors'
import { type FileFormat, toJsonFile } from '@certloom/shared/readiness/checklistFile'
import { readChecklistFile } from '@certloom/shared/readiness/readChecklistFile'
import { prosemirrorToYXmlFragment } from '@tiptap/y-tiptap'
import type { Doc, XmlFragment } from 'yjs'
import type { SignedInCtx } from '../accounts/session.ts'
import { byRequester, record } from '../audit/record.ts'
import { authorize, tenantOf } from '../auth/authorize.ts'
import { withTenant } from '../db/tenant.ts'
import { type ImportPlan, planImport, type RowChange } from './planImport.ts'
import { getProject, type ProjectWithRoom } from './service.ts'

/** A file somebody wants to import. */
export type GivenFile = { format: FileFormat; content: string }

/** What importing a file would change, and what of it cannot be used. Throws `not_found`, `forbidden`, `conflict` for an archived checklist. */
export async function previewImport(ctx: SignedInCtx, id: string, file: GivenFile): Promise<ImportPlan> {
  return plan(ctx, await getEditable(ctx, id), file)
}

/**
 * Changes rows to what a file says, in one edit of their live document: all of it, or nothing. What the file leaves out stays as it is.
 * @returns how many rows changed, and a file that takes it back
 * @throws what a preview throws, and `invalid_input` with the problems of a file that has some
 */
export async function importChecklist(ctx: SignedInCtx, id: string, file: GivenFile): Promise<{ changed: number; undo: string }> {
  const project = await getEditable(ctx, id)
  const { signedIn } = ctx
  const { problems, changes } = await plan(ctx, project, file)
  if (problems.length > 0) throw new AppError('invalid_input', 'Nothing was imported: some lines of the file cannot be used.', { problems })
  if (changes.length > 0) {
    await ctx.live.edit(project.room, signedIn, (doc) => {
      for (const change of changes) applyRow(doc, change, signedIn.person.id)
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
  return { changed: changes.length, undo: toJsonFile(null, changes.map(undone)) }
}

async function getEditable(ctx: SignedInCtx, id: string): Promise<ProjectWithRoom> {
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

function applyRow(doc: Doc, { answer: { requirementId }, after, fields, owner }: RowChange, userId: string): void {
  const row = checklistRow(doc, requirementId)
  const has = new Set(fields.map(({ field }) => field))
  if (has.has('status')) {
    if (after.status === null) clearStatus(row)
    else chooseStatus(row, after.status, { userId, now: new Date() })
  }
  if (has.has('justification')) replaceText(justificationText(doc, requirementId), after.justification)
  if (has.has('owner')) setOwner(row, owner)
  if (has.has('due_date')) setDue(row, after.due_date)
  if (has.has('evidence_url') || has.has('evidence_id')) setEvidence(row, evidenceOf(after))
  if (has.has('notes')) replaceNotes(notesText(doc, requirementId), after.notes)
}

function evidenceOf({ evidence_url, evidence_id }: RowChange['after']) {
  if (evidence_url !== null) return { kind: 'link' as const, url: evidence_url }
  return evidence_id === null ? null : { kind: 'item' as const, id: evidence_id }
}

function replaceNotes(notes: XmlFragment, content: RichText | null): void {
  const node = content && readRichText(content)
  if (node) prosemirrorToYXmlFragment(node, notes)
  else notes.delete(0, notes.length)
}

/** A row as it was, as far as it changed. */
const undone = ({ answer, fields }: RowChange) => ({
  code: answer.requirement.code,
  ...Object.fromEntries(fields.map(({ field, before }) => [field, before])),
})
