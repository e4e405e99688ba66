import type { GuestReach } from '@certloom/shared/roles'
import type { Tx } from '../db/prisma.ts'

/** What the guests of a session come to: the documents it is about, with the sections it asks for. Read in a tenant transaction. */
export async function reachOf(tx: Tx, { organizationId, sessionId }: { organizationId: string; sessionId: string }): Promise<GuestReach> {
  const places = await tx.interviewQuestion.findMany({
    where: { organizationId, sessionId, document: { archivedAt: null } },
    select: { documentId: true, sectionId: true, isAsked: true },
    orderBy: { position: 'asc' },
  })
  const documents = new Map<string, Set<string>>()
  for (const { documentId, sectionId, isAsked } of places) {
    const sections = documents.get(documentId) ?? new Set()
    documents.set(documentId, sections)
    if (isAsked) sections.add(sectionId)
  }
  return { documents, checklists: new Set() }
}

/** The same with names, for those who are told what a link opens. */
export type Opens = { documents: { id: string; name: string }[]; checklists: { id: string; name: string }[] }

export async function opensOf(tx: Tx, session: { organizationId: string; sessionId: string }): Promise<Opens> {
  const { documents, checklists } = await reachOf(tx, session)
  const named = async (ids: readonly string[], find: (where: { id: { in: string[] } }) => Promise<{ id: string; name: string }[]>) => {
    const found = await find({ id: { in: [...ids] } })
    return ids.flatMap((id) => found.find((one) => one.id === id) ?? [])
  }
  const select = { id: true, name: true } as const
  return {
    documents: await named([...documents.keys()], (where) => tx.customerDocument.findMany({ where, select })),
    checklists: await named([...checklists], (where) => tx.readinessProject.findMany({ where, select })),
  }
}
