import type { AnswerPlace } from '@certloom/shared/interviews/questions'
import { can } from '@certloom/shared/permissions'
import type { Present } from '../context.ts'
import { presentPerson } from '../members/names.ts'
import { notesRoom } from './liveNotes.ts'
import { sessionRoom } from './liveSession.ts'
import { type AskedQuestions, missingIn } from './questions.ts'
import type { ShownSession } from './service.ts'

/** A session as lists answer it. */
export function presentSession({ counts: { total, answered }, names, documents, project, ...session }: ShownSession) {
  return {
    id: session.id,
    customer_id: session.customerId,
    customer_name: session.customer.companyName,
    plan_id: session.planId,
    session_name: session.name,
    session_kind: session.kind,
    session_status: session.status,
    documents: documents.map(({ id, name }) => ({ id, document_name: name })),
    readiness_project: project && { id: project.id, project_name: project.name },
    questions_total: total,
    questions_answered: answered,
    completion_percentage: total === 0 ? 100 : Math.floor((answered / total) * 100),
    elapsed_seconds: session.elapsedSeconds,
    running_since: session.runningSince?.toISOString() ?? null,
    sittings: session.sittings,
    started_by: presentPerson(session.createdById, names),
    started_at: session.createdAt.toISOString(),
    completed_at: session.completedAt?.toISOString() ?? null,
  }
}

/** A session with its room, and for those who may read it the one for staff alone. */
export const presentSessionDetail = (session: ShownSession, { actor }: Pick<Present, 'actor'>) => ({
  ...presentSession(session),
  room: sessionRoom(session),
  notes_room: can(actor, 'internal.read', session.customerId) ? notesRoom(session) : null,
})

/** Questions in order, with how far each is, and what keeps the session from being completed. */
export function presentQuestions(asked: AskedQuestions) {
  const placeOf = ({ documentId, sectionId }: AnswerPlace) => ({
    document_id: documentId,
    document_name: asked.names.get(documentId) ?? '',
    section_id: sectionId,
  })
  const data = asked.questions.map((question) => {
    const facts = asked.factsOf(question.place)
    return {
      id: question.id,
      ...placeOf(question.place),
      question: question.question,
      hint: question.hint,
      example: question.example,
      section_title: question.section.title,
      section_type: question.section.type,
      is_mandatory: question.isMandatory,
      requires_evidence: question.requiresEvidence,
      clauses: [...question.clauses],
      also_fills: question.alsoFills.map(placeOf),
      state: facts.state,
      is_answered: facts.isFilled,
      has_evidence: facts.hasEvidence,
    }
  })
  return { data, missing: missingIn(asked), next_question_id: data.find(({ is_answered }) => !is_answered)?.id ?? null }
}
