import { AppError } from '@certloom/shared/errors'
import type { SignedInCtx } from '../accounts/session.ts'
import { authorize, tenantOf } from '../auth/authorize.ts'
import { getCustomerIn } from '../customers/service.ts'
import type { Tx } from '../db/prisma.ts'
import { withTenant } from '../db/tenant.ts'
import { insertSession, type NewSession } from './createSession.ts'
import { askedDocuments } from './questions.ts'
import { type ShownSession, showSession } from './service.ts'

type NewWorkshop = NewSession & { projectId: string | undefined }

type Subject = { name: string } & ({ documentId: string } | { projectId: string })

/**
 * Starts a workshop with a customer: a session without questions, over documents, a checklist, or both. Whoever starts it leads.
 * @throws `invalid_input` for documents, a plan or a checklist the customer does not have, or for none
 */
export function createWorkshop(ctx: SignedInCtx, wanted: NewWorkshop): Promise<ShownSession> {
  const signedIn = authorize(ctx, 'interview.run', wanted.customerId)
  return withTenant(ctx.db, tenantOf(signedIn), async (tx) => {
    await getCustomerIn(tx, wanted.customerId)
    const subjects = [...(await chooseDocuments(tx, wanted)), ...(await chooseChecklist(tx, wanted))]
    if (subjects.length === 0) throw new AppError('invalid_input', 'Name the documents or the checklist that the workshop is about.')
    const names = subjects.map(({ name }) => name)
    const session = await insertSession(tx, ctx, { ...wanted, kind: 'workshop' }, names)
    const { organizationId, customerId, id: sessionId } = session
    await tx.workshopTopic.createMany({
      data: subjects.map(({ name: _, ...subject }, index) => ({ organizationId, customerId, sessionId, position: index + 1, ...subject })),
    })
    return showSession(tx, session)
  })
}

/** A workshop is about what is named, never about everything there is. */
async function chooseDocuments(tx: Tx, { customerId, documentIds, planId }: NewWorkshop): Promise<Subject[]> {
  const ids = [...new Set(documentIds)]
  if (ids.length === 0 && planId === undefined) return []
  const documents = await askedDocuments(tx, { customerId, ...(ids.length > 0 && { id: { in: ids } }), ...(planId && { planId }) })
  if (documents.length < ids.length) throw new AppError('invalid_input', 'Some of these documents are not of this customer or plan.')
  return documents.map(({ id, name }) => ({ name, documentId: id }))
}

async function chooseChecklist(tx: Tx, { customerId, projectId }: NewWorkshop): Promise<Subject[]> {
  if (projectId === undefined) return []
  const project = await tx.readinessProject.findFirst({ where: { id: projectId, customerId, archivedAt: null }, select: { name: true } })
  if (!project) throw new AppError('invalid_input', 'This customer has no such checklist.')
  return [{ name: project.name, projectId }]
}
