import type { GuestReach } from '@certloom/shared/roles'
import type { Tx } from '../db/prisma.ts'
import { answeredAt } from '../interviews/places.ts'
import { fillableSectionsOf } from '../templates/sections.ts'

type Session = { organizationId: string; sessionId: string }

/**
 * What the guests of a session come to: of an interview the documents it is about, with the sections it asks for; of a workshop its documents and its
 * checklist. Read in a tenant transaction.
 */
export async function reachOf(tx: Tx, session: Session): Promise<GuestReach> {
  const documents = new Map<string, Set<string>>()
  const places = await askedIn(tx, session)
  const answered = answeredAt(places)
  for (const place of places) {
    const sections = documents.get(place.documentId) ?? new Set()
    documents.set(place.documentId, sections)
    if (answered.get(place.position) === place) sections.add(place.sectionId)
  }
  const checklists = new Set<string>()
  for (const { document, project } of await topicsIn(tx, session)) {
    if (document) documents.set(document.id, new Set(fillableSectionsOf(document.templateVersion).map(({ id }) => id)))
    if (project) checklists.add(project.id)
  }
  return { documents, checklists }
}

const askedIn = (tx: Tx, { organizationId, sessionId }: Session) =>
  tx.interviewQuestion.findMany({
    where: { organizationId, sessionId, document: { archivedAt: null } },
    select: { documentId: true, sectionId: true, position: true, isAsked: true },
    orderBy: { position: 'asc' },
  })

const topicsIn = (tx: Tx, { organizationId, sessionId }: Session) =>
  tx.workshopTopic.findMany({
    where: { organizationId, sessionId, OR: [{ document: { archivedAt: null } }, { project: { archivedAt: null } }] },
    select: {
      document: { select: { id: true, templateVersion: { select: { fillableSections: true } } } },
      project: { select: { id: true } },
    },
    orderBy: { position: 'asc' },
  })

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
