import type { MissingAnswer } from '@certloom/shared/interviews/contract'
import { inDependencyOrder } from '@certloom/shared/interviews/dependencyOrder'
import { type AnswerPlace, type AskedDocument, type Question, questionsOf } from '@certloom/shared/interviews/questions'
import type { Prisma, SectionProjection } from '../db/generated/client.ts'
import type { Tx } from '../db/prisma.ts'
import { fillableSectionsOf } from '../templates/sections.ts'
import { byRank, documentRanks } from './places.ts'

/** How far a section is. */
type SectionFacts = Pick<SectionProjection, 'isFilled' | 'state'> & { hasEvidence: boolean }

/** A session's questions with how far each is. */
export type AskedQuestions = {
  questions: readonly Question[]
  names: ReadonlyMap<string, string>
  factsOf(place: AnswerPlace): SectionFacts
}

const keyOf = ({ documentId, sectionId }: AnswerPlace): string => `${documentId}:${sectionId}`

const shown = {
  id: true,
  name: true,
  templateVersion: { select: { fillableSections: true, template: { select: { documentType: true, clauseRefs: true } } } },
} as const

/** Documents as an interview goes through them: what others build on first, else in the order of their plan; archived ones are left out. */
export async function askedDocuments(tx: Tx, where: Prisma.CustomerDocumentWhereInput): Promise<AskedDocument[]> {
  const documents = await tx.customerDocument.findMany({
    where: { archivedAt: null, ...where },
    orderBy: [{ position: 'asc' }, { id: 'asc' }],
    select: shown,
  })
  const ordered = documents.map(({ id, name, templateVersion }) => {
    const { documentType, clauseRefs: clauses } = templateVersion.template
    return { id, name, sections: fillableSectionsOf(templateVersion), documentType, clauses }
  })
  return inDependencyOrder(ordered).map(({ id, name, sections }) => ({ id, name, sections }))
}

/** The questions of a session in the order it began with, read in a tenant transaction. What was archived meanwhile asks nothing. */
export async function readQuestions(tx: Tx, { organizationId, id }: { organizationId: string; id: string }): Promise<AskedQuestions> {
  const places = await tx.interviewQuestion.findMany({ where: { organizationId, sessionId: id } })
  const ranks = documentRanks(places)
  const documents = (await askedDocuments(tx, { id: { in: [...ranks.keys()] } })).sort((a, b) => byRank(ranks, a.id, b.id))
  const ids = documents.map((document) => document.id)
  const projections = await tx.sectionProjection.findMany({
    where: { organizationId, documentId: { in: ids } },
    select: { documentId: true, sectionId: true, isFilled: true, state: true },
  })
  const links = await tx.evidenceLink.findMany({
    where: { organizationId, documentId: { in: ids }, evidence: { archivedAt: null, status: { not: 'rejected' } } },
    select: { documentId: true, sectionId: true },
  })
  const evidenced = new Set(links.map(({ documentId, sectionId }) => `${documentId}:${sectionId}`))
  const facts = new Map(
    projections.map((projection) => [keyOf(projection), { ...projection, hasEvidence: evidenced.has(keyOf(projection)) }]),
  )
  return {
    questions: questionsOf(documents),
    names: new Map(documents.map(({ id: documentId, name }) => [documentId, name])),
    factsOf: (place) => facts.get(keyOf(place)) ?? { isFilled: false, state: 'not_started', hasEvidence: false },
  }
}

/** What keeps the session from being completed: mandatory answers, and evidence that mandatory sections ask for. */
export const missingIn = ({ questions, factsOf }: AskedQuestions): MissingAnswer[] =>
  questions
    .filter((question) => question.isMandatory)
    .flatMap((question) => {
      const { isFilled, hasEvidence } = factsOf(question.place)
      const about = { question_id: question.id, section_title: question.section.title, document_name: question.documentName }
      if (!isFilled) return [{ ...about, missing: question.section.type === 'evidence' ? ('evidence' as const) : ('answer' as const) }]
      return question.requiresEvidence && !hasEvidence ? [{ ...about, missing: 'evidence' as const }] : []
    })
