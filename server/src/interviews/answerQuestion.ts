import { AppError } from '@certloom/shared/errors'
import type { Question } from '@certloom/shared/interviews/questions'
import type { SignedInCtx } from '../accounts/session.ts'
import { authorize, tenantOf } from '../auth/authorize.ts'
import { withTenant } from '../db/tenant.ts'
import { roomOf } from '../documents/service.ts'
import { sayFact } from '../facts/service.ts'
import { carryAnswers } from './carryAnswers.ts'
import { readQuestions } from './questions.ts'
import { getSession } from './service.ts'
import { type Answer, plainAnswer, writeAnswer } from './writeAnswer.ts'

/**
 * Answers a question for programs; people write in the document itself. Never replaces what is there.
 * @throws `not_found`, `forbidden`, `invalid_input` for an answer of another kind than the question takes, `conflict` once the session is completed,
 *   or for a section that is locked or says something
 */
export async function answerQuestion(ctx: SignedInCtx, id: string, questionId: string, given: string | readonly string[]): Promise<void> {
  const session = await getSession(ctx, id)
  const signedIn = authorize(ctx, 'interview.join', session.customerId)
  const { organizationId } = session
  const { question, room } = await withTenant(ctx.db, tenantOf(signedIn), async (tx) => {
    const { questions, factsOf } = await readQuestions(tx, session)
    const question = questions.find((one) => one.id === questionId)
    if (!question) throw new AppError('not_found')
    const section = await tx.sectionProjection.findFirst({ where: { organizationId, ...question.place }, select: { lockedAt: true } })
    if (session.status === 'completed') throw new AppError('conflict', 'This session is completed. Resume it to go on.')
    if (section?.lockedAt) throw new AppError('conflict', 'This section is locked. Ask a reviewer to open it.')
    if (factsOf(question.place).isFilled) throw new AppError('conflict', 'This question has an answer. Change it in the document.')
    return { question, room: await roomOf(tx, { organizationId, id: question.place.documentId }) }
  })
  const { fact_key } = question.section
  if (fact_key !== undefined && typeof given === 'string') {
    await sayFact(ctx, session.customerId, fact_key, given)
    return
  }
  const answer = answerFor(question, given)
  await ctx.live.edit(room, signedIn, (doc) => writeAnswer(doc, question.place.sectionId, answer))
  await carryAnswers(ctx, id)
}

function answerFor({ section }: Question, given: string | readonly string[]): Answer {
  if (section.type === 'text' && typeof given === 'string') return plainAnswer(given)
  if (section.type === 'list') return { type: 'list', items: typeof given === 'string' ? [given] : given }
  throw new AppError(
    'invalid_input',
    'Text questions take text, list questions a list. Fill tables in the document; give evidence as evidence.',
  )
}
