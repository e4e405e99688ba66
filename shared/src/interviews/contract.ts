import { oc } from '@orpc/contract'
import { z } from 'zod'
import { SectionState } from '../documents/contract.ts'
import { pageOf, pageQuery } from '../paging.ts'
import { Person } from '../person.ts'
import { Task } from '../tasks/contract.ts'
import { isDueDate } from '../tasks/dueDate.ts'
import { sectionTypes } from '../templates/contract.ts'
import { sessionStatuses } from './listing.ts'
import { Minutes } from './minutes.ts'

/** A workshop is a session without questions: documents and a checklist are gone through together. An onboarding asks for the facts of the customer. */
export const sessionKinds = ['interview', 'workshop', 'onboarding'] as const
export const SessionStatus = z.enum(sessionStatuses)
export type SessionStatus = z.infer<typeof SessionStatus>

export const InterviewSession = z.object({
  id: z.uuid(),
  customer_id: z.uuid(),
  customer_name: z.string(),
  plan_id: z.uuid().nullable(),
  session_name: z.string(),
  session_kind: z.enum(sessionKinds),
  session_status: SessionStatus,
  documents: z.array(z.object({ id: z.uuid(), document_name: z.string() })),
  /** the checklist a workshop goes through */
  readiness_project: z.object({ id: z.uuid(), project_name: z.string() }).nullable(),
  questions_total: z.number().int(),
  questions_answered: z.number().int(),
  completion_percentage: z.number().int(),
  /** time spent in it, without the sitting under way */
  elapsed_seconds: z.number().int(),
  /** when the sitting under way began; null while it is paused or over */
  running_since: z.iso.datetime().nullable(),
  sittings: z.number().int(),
  started_by: Person,
  started_at: z.iso.datetime(),
  completed_at: z.iso.datetime().nullable(),
})
export type InterviewSession = z.infer<typeof InterviewSession>

/**
 * `room`: where its people steer together. The answers are in the documents' own rooms. `notes_room`: where staff write for themselves; null for
 * everybody else.
 */
export const InterviewSessionDetail = InterviewSession.extend({ room: z.string(), notes_room: z.string().nullable() })
export type InterviewSessionDetail = z.infer<typeof InterviewSessionDetail>

const Place = z.object({ document_id: z.uuid(), document_name: z.string(), section_id: z.string() })

export const InterviewQuestion = Place.extend({
  id: z.string(),
  question: z.string(),
  hint: z.string(),
  example: z.string().nullable(),
  section_title: z.string(),
  section_type: z.enum(sectionTypes),
  is_mandatory: z.boolean(),
  requires_evidence: z.boolean(),
  clauses: z.array(z.string()),
  /** other sections that the same answer fills */
  also_fills: z.array(Place),
  state: SectionState,
  is_answered: z.boolean(),
  has_evidence: z.boolean(),
})
export type InterviewQuestion = z.infer<typeof InterviewQuestion>

/** What keeps a session from being completed. */
export const MissingAnswer = z.object({
  question_id: z.string(),
  section_title: z.string(),
  document_name: z.string(),
  missing: z.enum(['answer', 'evidence']),
})
export type MissingAnswer = z.infer<typeof MissingAnswer>

const Cell = z.union([z.string().max(20_000), z.number(), z.null()])

/** Words, the items of a list, or the rows of a table by the ids of its columns. */
const GivenAnswer = z.union([
  z.string().trim().min(1).max(20_000),
  z.array(z.string().trim().min(1).max(2_000)).min(1).max(200),
  z.object({
    rows: z
      .array(z.object({ cells: z.record(z.string().max(200), Cell) }))
      .min(1)
      .max(500),
  }),
])
export type GivenAnswer = z.infer<typeof GivenAnswer>

/** Ids of files that are evidence of the customer; they are linked to the question's section. */
const EvidenceFiles = z.array(z.uuid()).max(50).default([])

/** What is said to questions that have no answer yet; what says again what is there, or nothing, changes nothing. */
const SessionData = z.object({
  questions: z.array(z.object({ id: z.string().max(200), answer: GivenAnswer.nullish(), evidence_files: EvidenceFiles })).max(1_000),
})

const SessionName = z.string().trim().min(1).max(200)

/**
 * What a session is about: one document, several, those of a plan, or all that the customer has. A workshop is about documents, a checklist, or
 * both.
 */
export const NewInterviewSession = z.object({
  session_kind: z.enum(sessionKinds).default('interview'),
  document_id: z.uuid().optional(),
  document_ids: z.array(z.uuid()).min(1).max(100).optional(),
  plan_id: z.uuid().optional(),
  readiness_project_id: z.uuid().optional(),
  session_name: SessionName.optional(),
})

const one = z.object({ session_id: z.uuid() })
const ofCustomer = '/customers/{customer_id}/interview-sessions'
const path = '/interview-sessions'
const tags = ['interviews']

export const interviewsContract = {
  list: oc
    .route({ method: 'GET', path, summary: 'Sessions, newest first, filtered by customer and status', tags })
    .input(pageQuery.extend({ customer_id: z.uuid().optional(), session_status: SessionStatus.optional() }))
    .output(pageOf(InterviewSession)),
  listOfCustomer: oc
    .route({ method: 'GET', path: ofCustomer, summary: 'Sessions with a customer, newest first', tags })
    .input(pageQuery.extend({ customer_id: z.uuid() }))
    .output(pageOf(InterviewSession)),
  create: oc
    .route({
      method: 'POST',
      path: ofCustomer,
      successStatus: 201,
      summary: 'Start a session over a document, several, a plan, or the customer. What they share by key is asked once',
      tags,
    })
    .input(NewInterviewSession.extend({ customer_id: z.uuid() }))
    .output(InterviewSessionDetail),
  get: oc
    .route({ method: 'GET', path: `${path}/{session_id}`, summary: 'One session', tags })
    .input(one)
    .output(InterviewSessionDetail),
  update: oc
    .route({
      method: 'PUT',
      path: `${path}/{session_id}`,
      summary: 'Another name, answers in `session_data`, or both. Answers go through the live documents, as those of `answer` do',
      tags,
    })
    .input(
      one
        .extend({ session_name: SessionName.optional(), session_data: SessionData.optional() })
        .refine((wanted) => wanted.session_name !== undefined || wanted.session_data !== undefined, 'Give a name or data.'),
    )
    .output(InterviewSessionDetail),
  pause: oc
    .route({ method: 'POST', path: `${path}/{session_id}/pause`, summary: 'End this sitting; its time stands still', tags })
    .input(one)
    .output(InterviewSessionDetail),
  resume: oc
    .route({ method: 'POST', path: `${path}/{session_id}/resume`, summary: 'Begin another sitting, also after completion', tags })
    .input(one)
    .output(InterviewSessionDetail),
  complete: oc
    .route({
      method: 'POST',
      path: `${path}/{session_id}/complete`,
      summary:
        'Complete it; 409 with `data.missing` while mandatory answers or evidence are missing. No document changes its status by this',
      tags,
    })
    .input(one)
    .output(InterviewSessionDetail),
  questions: oc
    .route({ method: 'GET', path: `${path}/{session_id}/questions`, summary: 'Its questions in order, with how far each is', tags })
    .input(one)
    .output(
      z.object({
        data: z.array(InterviewQuestion),
        missing: z.array(MissingAnswer),
        /** the first without an answer */
        next_question_id: z.string().nullable(),
      }),
    ),
  answer: oc
    .route({
      method: 'POST',
      path: `${path}/{session_id}/answer`,
      successStatus: 204,
      summary: 'Answer a question that has no answer yet, link evidence to it, or both; goes through the live document',
      tags,
    })
    .input(
      one
        .extend({ question_id: z.string().max(200), answer: GivenAnswer.optional(), evidence_files: EvidenceFiles })
        .refine(({ answer, evidence_files }) => answer !== undefined || evidence_files.length > 0, 'Give an answer, evidence, or both.'),
    ),
  minutes: oc
    .route({
      method: 'GET',
      path: `${path}/{session_id}/minutes`,
      summary: 'Who was there when, what was answered, decided, left to do, skipped and parked; of a completed session as it was then',
      tags,
    })
    .input(one)
    .output(Minutes),
  makeTask: oc
    .route({
      method: 'POST',
      path: `${path}/{session_id}/actions/{action_id}/task`,
      successStatus: 201,
      summary: 'Make a task of something to do that was noted in the room. Asking again answers the same task',
      tags,
    })
    .input(
      one.extend({
        action_id: z.uuid(),
        assigned_to: z.uuid().nullable().default(null),
        due_date: z.iso.date().refine(isDueDate, 'Give a day between 2000 and 2199.').nullable().default(null),
      }),
    )
    .output(Task),
  remove: oc
    .route({
      method: 'DELETE',
      path: `${path}/{session_id}`,
      successStatus: 204,
      summary: 'Archive it; the answers stay in the documents',
      tags,
    })
    .input(one),
}
