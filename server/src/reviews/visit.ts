import type { SignedInCtx } from '../accounts/session.ts'
import { authorize, tenantOf } from '../auth/authorize.ts'
import type { Tx } from '../db/prisma.ts'
import { withTenant } from '../db/tenant.ts'
import { fillableSectionsOf } from '../templates/sections.ts'
import { getSubject, type Subject } from './subject.ts'

type SinceVisit = { at: string; revision: number; sections: { id: string; title: string }[] }

/** Notes that the reader looks at the last submission, and answers what was different when they last did; null the first time. */
export function visitReview(ctx: SignedInCtx, id: string): Promise<SinceVisit | null> {
  const signedIn = authorize(ctx, 'document.read')
  return withTenant(ctx.db, tenantOf(signedIn), async (tx) => {
    const document = await getSubject(ctx, tx, id)
    const { organizationId, customerId } = document
    const review = await tx.review.findFirst({ where: { organizationId, documentId: id }, orderBy: { id: 'desc' } })
    if (!review) return null
    const key = { organizationId, documentId: id, userId: signedIn.person.id }
    const last = await tx.reviewVisit.findUnique({ where: { organizationId_documentId_userId: key } })
    const visit = { revision: review.revision, visitedAt: new Date() }
    await tx.reviewVisit.upsert({
      where: { organizationId_documentId_userId: key },
      create: { ...key, customerId, ...visit },
      update: visit,
    })
    return (
      last && {
        at: last.visitedAt.toISOString(),
        revision: last.revision,
        sections: await sectionsBetween(tx, document, last.revision, review.revision),
      }
    )
  })
}

/** Which sections were written in after one revision and up to another. */
async function sectionsBetween(tx: Tx, document: Subject, after: number, upTo: number): Promise<SinceVisit['sections']> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    select distinct jsonb_object_keys(changed_sections) as id from document_version
     where organization_id = ${document.organizationId}::uuid and document_id = ${document.id}::uuid
       and revision > ${after}::int and revision <= ${upTo}::int`
  const changed = new Set(rows.map(({ id }) => id))
  return fillableSectionsOf(document.templateVersion).flatMap(({ id, title }) => (changed.has(id) ? [{ id, title }] : []))
}
