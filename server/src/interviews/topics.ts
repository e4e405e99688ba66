import type { InterviewSession, Prisma } from '../db/generated/client.ts'
import type { Tx } from '../db/prisma.ts'
import { fillableSectionsOf } from '../templates/sections.ts'

/** A document or a checklist that a session is about. */
export type Topic = {
  id: string
  name: string
  /** What a part of it is called of which the log says this. */
  partName(sectionId: string | null, after: unknown): string
}

const shownDocument = { select: { id: true, name: true, templateVersion: { select: { fillableSections: true } } } } as const

type ShownDocument = Prisma.CustomerDocumentGetPayload<typeof shownDocument>

/** What a session is about, in order; what was archived meanwhile is left out. */
export async function readTopics(tx: Tx, { organizationId, customerId, id: sessionId, kind }: InterviewSession): Promise<Topic[]> {
  if (kind === 'onboarding') return [ofFacts(customerId)]
  if (kind === 'workshop') {
    const topics = await tx.workshopTopic.findMany({
      where: { organizationId, sessionId, OR: [{ document: { archivedAt: null } }, { project: { archivedAt: null } }] },
      orderBy: { position: 'asc' },
      select: { document: shownDocument, project: { select: { id: true, name: true } } },
    })
    return topics.flatMap(({ document, project }) => [
      ...(document ? [ofDocument(document)] : []),
      ...(project ? [ofChecklist(project)] : []),
    ])
  }
  const places = await tx.interviewQuestion.findMany({
    where: { organizationId, sessionId, document: { archivedAt: null } },
    distinct: ['documentId'],
    orderBy: { position: 'asc' },
    select: { document: shownDocument },
  })
  return places.map(({ document }) => ofDocument(document))
}

function ofDocument({ id, name, templateVersion }: ShownDocument): Topic {
  const titles = new Map(fillableSectionsOf(templateVersion).map((section) => [section.id, section.title]))
  return { id, name, partName: (sectionId) => titles.get(sectionId ?? '') ?? 'Another section' }
}

/** The log names a row of a checklist by its code. */
const ofChecklist = ({ id, name }: { id: string; name: string }): Topic => ({
  id,
  name,
  partName: (_, after) => (typeof after === 'object' && after !== null && 'code' in after ? String(after.code) : 'A row'),
})

/** What an onboarding is about. */
export const factsTopic = 'Company facts'

const ofFacts = (customerId: string): Topic => ({ id: customerId, name: factsTopic, partName: (key) => key ?? 'A fact' })
