import type { GivenAnswer } from '@certloom/shared/interviews/contract'
import { z } from 'zod'
import { keyset, readKeyset, toPage } from '../http/paging.ts'
import { protectedBySession } from '../http/procedures.ts'
import { presentTask } from '../tasks/present.ts'
import { answerQuestions, type Given } from './answerQuestions.ts'
import { archiveSession, pauseSession, renameSession, resumeSession } from './changeSession.ts'
import { completeSession } from './completeSession.ts'
import { createOnboarding } from './createOnboarding.ts'
import { createSession } from './createSession.ts'
import { createWorkshop } from './createWorkshop.ts'
import { makeTask } from './makeTasks.ts'
import { getMinutes } from './minutes.ts'
import { presentQuestions, presentSession, presentSessionDetail } from './present.ts'
import { getQuestions, getSession, listSessions } from './service.ts'

const Cursor = z.tuple([z.uuid()])
const interviews = protectedBySession.interviews

const readGiven = ({
  id,
  answer,
  evidence_files,
}: {
  id: string
  answer?: GivenAnswer | null | undefined
  evidence_files: string[]
}): Given => ({
  questionId: id,
  answer: answer ?? undefined,
  evidenceFiles: evidence_files,
})

export const interviewRoutes = {
  list: interviews.list.handler(async ({ context, input: { customer_id, session_status, limit, cursor } }) => {
    const [after] = readKeyset(cursor, Cursor) ?? []
    const sessions = await listSessions(context, { customerId: customer_id, status: session_status }, { limit, after })
    return toPage(sessions, limit, (row) => keyset(row.id), presentSession)
  }),
  listOfCustomer: interviews.listOfCustomer.handler(async ({ context, input: { customer_id, limit, cursor } }) => {
    const [after] = readKeyset(cursor, Cursor) ?? []
    const sessions = await listSessions(context, { customerId: customer_id, status: undefined }, { limit, after })
    return toPage(sessions, limit, (row) => keyset(row.id), presentSession)
  }),
  create: interviews.create.handler(async ({ context, input: { customer_id, document_id, document_ids = [], plan_id, ...wanted } }) => {
    const documentIds = document_id === undefined ? document_ids : [document_id, ...document_ids]
    const about = { customerId: customer_id, documentIds, planId: plan_id, name: wanted.session_name }
    const create = {
      interview: () => createSession(context, about),
      workshop: () => createWorkshop(context, { ...about, projectId: wanted.readiness_project_id }),
      onboarding: () => createOnboarding(context, about),
    }
    const session = await create[wanted.session_kind]()
    return presentSessionDetail(session, context.signedIn)
  }),
  get: interviews.get.handler(async ({ context, input }) =>
    presentSessionDetail(await getSession(context, input.session_id), context.signedIn),
  ),
  update: interviews.update.handler(async ({ context, input: { session_id, session_name, session_data } }) => {
    if (session_name !== undefined) await renameSession(context, session_id, session_name)
    if (session_data !== undefined) await answerQuestions(context, session_id, session_data.questions.map(readGiven), 'unchanged')
    return presentSessionDetail(await getSession(context, session_id), context.signedIn)
  }),
  pause: interviews.pause.handler(async ({ context, input }) =>
    presentSessionDetail(await pauseSession(context, input.session_id), context.signedIn),
  ),
  resume: interviews.resume.handler(async ({ context, input }) =>
    presentSessionDetail(await resumeSession(context, input.session_id), context.signedIn),
  ),
  complete: interviews.complete.handler(async ({ context, input }) =>
    presentSessionDetail(await completeSession(context, input.session_id), context.signedIn),
  ),
  questions: interviews.questions.handler(async ({ context, input }) => presentQuestions(await getQuestions(context, input.session_id))),
  answer: interviews.answer.handler(({ context, input: { session_id, question_id, ...given } }) =>
    answerQuestions(context, session_id, [readGiven({ id: question_id, ...given })], 'refused'),
  ),
  minutes: interviews.minutes.handler(({ context, input }) => getMinutes(context, input.session_id)),
  makeTask: interviews.makeTask.handler(async ({ context, input: { session_id, action_id, assigned_to, due_date } }) =>
    presentTask(
      await makeTask(context, session_id, action_id, { assigneeId: assigned_to, dueDate: due_date === null ? null : new Date(due_date) }),
    ),
  ),
  remove: interviews.remove.handler(({ context, input }) => archiveSession(context, input.session_id)),
}
