import { textSection } from '@certloom/shared/collab/documentDoc'
import { type Letters, readLetters } from '@certloom/shared/collab/letters'
import { anchorAt, locate, type TextAnchor } from '@certloom/shared/collab/textAnchor'
import type { CommentAnchor } from '@certloom/shared/comments/contract'
import type { Doc } from 'yjs'
import type { Tx } from '../db/prisma.ts'

/** An anchor without what Postgres keeps in no JSON. */
export const storableAnchor = <Anchor extends CommentAnchor>(anchor: Anchor): Anchor =>
  JSON.parse(
    JSON.stringify(anchor, (_key, value: unknown) =>
      typeof value === 'string' ? value.toWellFormed().replaceAll('\u0000', '\uFFFD') : value,
    ),
  ) as Anchor

type Row = { id: string; section_id: string; anchor: TextAnchor & Extract<CommentAnchor, { kind: 'text' }> }

/**
 * Brings the anchors in changed texts up to date, in the transaction that saves the text: a passage whose ends were typed anew gets the new letters, and
 * one that was edited is remembered as it is now. So an anchor never has to be found again over more than the edits of one save.
 */
export async function followAnchors(
  tx: Tx,
  doc: Doc,
  { organizationId, id }: { organizationId: string; id: string },
  sectionIds: readonly string[],
): Promise<void> {
  if (sectionIds.length === 0) return
  const rows = await tx.$queryRaw<Row[]>`
    select id, section_id, anchor from comment_thread
     where organization_id = ${organizationId}::uuid and document_id = ${id}::uuid and kind = 'text' and section_id = any(${[...sectionIds]})
       and deleted_at is null`
  for (const [sectionId, ofSection] of Map.groupBy(rows, (row) => row.section_id)) {
    const letters = readLetters(textSection(doc, sectionId))
    for (const row of ofSection) await follow(tx, organizationId, row, letters)
  }
}

async function follow(tx: Tx, organizationId: string, { id, anchor }: Row, letters: Letters): Promise<void> {
  const located = locate(letters, anchor)
  const now = typeof located === 'string' ? null : anchorAt(letters, located)
  if (now === null) return
  const next = storableAnchor({ ...anchor, ...now })
  if (JSON.stringify(next) === JSON.stringify(anchor)) return
  await tx.$executeRaw`
    update comment_thread set anchor = ${JSON.stringify(next)}::jsonb where organization_id = ${organizationId}::uuid and id = ${id}::uuid`
}
