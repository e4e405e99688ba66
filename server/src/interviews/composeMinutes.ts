import type { Agreed, Note, Said } from '@certloom/shared/collab/sessionDoc'
import type { Minutes } from '@certloom/shared/interviews/minutes'
import type { Activity, InterviewSession } from '../db/generated/client.ts'
import type { Tx } from '../db/prisma.ts'
import { presentPerson } from '../members/names.ts'
import { factAnswers } from './askedFacts.ts'
import { elapsedUntil } from './elapsed.ts'
import { type AskedQuestions, readQuestions } from './questions.ts'
import { sittingsOf } from './sittings.ts'
import { readTopics, type Topic } from './topics.ts'

/** Writes of a session to be told by whom, and what they were. */
type Writing = Pick<Activity, 'entityId' | 'sectionId' | 'actorName' | 'after'>

/** What a session came to, as of what is stored, and what its room says. */
export async function composeMinutes(tx: Tx, session: InterviewSession, agreed: Agreed, now = new Date()): Promise<Minutes> {
  const { organizationId, customerId } = session
  const customer = await tx.customer.findUniqueOrThrow({
    where: { organizationId_id: { organizationId, id: customerId } },
    select: { companyName: true, organization: { select: { name: true } } },
  })
  const topics = await readTopics(tx, session)
  const asked = await readQuestions(tx, session)
  const writings = await readWritings(tx, session, [customerId, ...topics.map(({ id }) => id)])
  return {
    session_name: session.name,
    session_kind: session.kind,
    organization_name: customer.organization.name,
    customer_name: customer.companyName,
    completed_at: session.completedAt?.toISOString() ?? null,
    elapsed_seconds: elapsedUntil(session, now),
    sittings: await sittingsOf(tx, session),
    topics: topics.map(({ name }) => name),
    questions:
      session.kind === 'onboarding'
        ? await factAnswers(tx, session, agreed, (key) => writersIn(writings, customerId, key))
        : await answersOf(tx, session, asked, agreed, writings),
    work: session.kind === 'workshop' ? workOf(topics, writings) : [],
    decisions: agreed.decisions.map(said),
    actions: await actionsOf(tx, agreed),
    parking: agreed.parking.map((note) => ({ ...said(note), is_done: note.isDone })),
  }
}

/** A session counts what was written since it began: answers from before are the documents'. */
const readWritings = (tx: Tx, { organizationId, createdAt, completedAt }: InterviewSession, ids: string[]): Promise<Writing[]> =>
  tx.activity.findMany({
    where: {
      organizationId,
      entityId: { in: ids },
      action: { in: ['section.edited', 'answer.changed', 'fact.changed'] },
      createdAt: { gte: createdAt, ...(completedAt && { lte: completedAt }) },
    },
    orderBy: { id: 'asc' },
    select: { entityId: true, sectionId: true, actorName: true, after: true },
  })

/** Who wrote in a part of something. */
const writersIn = (writings: readonly Writing[], entityId: string, part: string): string[] =>
  unique(writings.filter((row) => row.entityId === entityId && row.sectionId === part).map(({ actorName }) => actorName))

const unique = (names: readonly string[]): string[] => [...new Set(names)]

async function answersOf(
  tx: Tx,
  { organizationId, customerId }: InterviewSession,
  { questions }: AskedQuestions,
  agreed: Agreed,
  writings: readonly Writing[],
): Promise<Minutes['questions']> {
  const documentIds = unique(questions.map(({ place }) => place.documentId))
  const sections = await tx.sectionProjection.findMany({
    where: { organizationId, documentId: { in: documentIds } },
    select: { documentId: true, sectionId: true, text: true },
  })
  const links = await tx.evidenceLink.findMany({
    where: { organizationId, documentId: { in: documentIds }, evidence: { archivedAt: null, status: { not: 'rejected' } } },
    select: { documentId: true, sectionId: true, evidence: { select: { title: true } } },
    orderBy: { id: 'asc' },
  })
  return questions.map(({ id, place, ...question }) => {
    const isHere = (row: { documentId: string | null; sectionId: string | null }) =>
      row.documentId === place.documentId && row.sectionId === place.sectionId
    const skip = agreed.skipped.get(id)
    return {
      question_id: id,
      document_name: question.documentName,
      section_title: question.section.title,
      question: question.question,
      is_mandatory: question.isMandatory,
      answer: question.section.type === 'evidence' ? '' : (sections.find(isHere)?.text ?? ''),
      answered_by:
        question.section.fact_key === undefined
          ? writersIn(writings, place.documentId, place.sectionId)
          : writersIn(writings, customerId, question.section.fact_key),
      evidence: links.filter(isHere).map(({ evidence }) => evidence.title),
      skipped: skip ? said({ ...skip, text: skip.reason }) : null,
      flagged_by: agreed.flags.get(id)?.by.name ?? null,
    }
  })
}

function workOf(topics: readonly Topic[], writings: readonly Writing[]): Minutes['work'] {
  return topics.flatMap((topic) => {
    const parts = new Map<string, string[]>()
    for (const { entityId, sectionId, after, actorName } of writings) {
      if (entityId !== topic.id) continue
      const part = topic.partName(sectionId, after)
      parts.set(part, [...(parts.get(part) ?? []), actorName])
    }
    return [...parts].map(([part, names]) => ({ topic: topic.name, part, by: unique(names) }))
  })
}

const said = ({ text, by, at }: Said & Pick<Note, 'text'>) => ({ text, by: by.name, at: momentOf(at) })

/** Notes are written by browsers, whose clocks and words are their own. */
const momentOf = (at: string): string => (Number.isNaN(Date.parse(at)) ? new Date(0) : new Date(at)).toISOString()

async function actionsOf(tx: Tx, { actions }: Agreed): Promise<Minutes['actions']> {
  const tasks = await tx.task.findMany({
    where: { id: { in: actions.filter(({ isTask }) => isTask).map(({ id }) => id) }, archivedAt: null },
    select: { id: true, assigneeId: true, team: { select: { name: true } }, dueDate: true },
  })
  const people = await tx.user.findMany({
    where: { id: { in: tasks.flatMap(({ assigneeId }) => assigneeId ?? []) } },
    select: { id: true, name: true },
  })
  const names = new Map(people.map(({ id, name }) => [id, name]))
  return actions.map((action) => {
    const task = tasks.find(({ id }) => id === action.id)
    return {
      ...said(action),
      is_done: action.isDone,
      task: task
        ? {
            id: task.id,
            assignee: task.assigneeId === null ? (task.team?.name ?? null) : presentPerson(task.assigneeId, names).name,
            due_date: task.dueDate?.toISOString().slice(0, 10) ?? null,
          }
        : null,
    }
  })
}
