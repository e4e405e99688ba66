import { z } from 'zod'
import { keyset, readKeyset, toPage } from '../http/paging.ts'
import { protectedBySession } from '../http/procedures.ts'
import { answerQuestion } from './answerQuestion.ts'
import { archiveSession, pauseSession, renameSession, resumeSession } from './changeSession.ts'
import { completeSession } from './completeSession.ts'
import { createSession } from './createSession.ts'
import { presentQuestions, presentSession, presentSessionDetail } from './present.ts'
import { getQuestions, getSession, listSessions } from './service.ts'

const Cursor = z.tuple([z.uuid()])
const interviews = protectedBySession.interviews

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
  create: interviews.create.handler(async ({ context, input: { customer_id, document_id, document_ids = [], plan_id, session_name } }) => {
    const documentIds = document_id === undefined ? document_ids : [document_id, ...document_ids]
    return presentSessionDetail(await createSession(context, { customerId: customer_id, documentIds, planId: plan_id, name: session_name }))
  }),
  get: interviews.get.handler(async ({ context, input }) => presentSessionDetail(await getSession(context, input.session_id))),
  update: interviews.update.handler(async ({ context, input: { session_id, session_name } }) =>
    presentSessionDetail(await renameSession(context, session_id, session_name)),
  ),
  pause: interviews.pause.handler(async ({ context, input }) => presentSessionDetail(await pauseSession(context, input.session_id))),
  resume: interviews.resume.handler(async ({ context, input }) => presentSessionDetail(await resumeSession(context, input.session_id))),
  complete: interviews.complete.handler(async ({ context, input }) =>
    presentSessionDetail(await completeSession(context, input.session_id)),
  ),
  questions: interviews.questions.handler(async ({ context, input }) => presentQuestions(await getQuestions(context, input.session_id))),
  answer: interviews.answer.handler(({ context, input: { session_id, question_id, answer } }) =>
    answerQuestion(context, session_id, question_id, answer),
  ),
  remove: interviews.remove.handler(({ context, input }) => archiveSession(context, input.session_id)),
}
