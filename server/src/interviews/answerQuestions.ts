import { factText } from '@certloom/shared/collab/factsDoc'
import { replaceText } from '@certloom/shared/collab/sharedText'
import { isTextFilled, plainText } from '@certloom/shared/documents/text'
import { AppError } from '@certloom/shared/errors'
import type { GivenAnswer } from '@certloom/shared/interviews/contract'
import type { Question } from '@certloom/shared/interviews/questions'
import type { SignedInCtx } from '../accounts/session.ts'
import { authorize, tenantOf } from '../auth/authorize.ts'
import type { SignedIn } from '../context.ts'
import type { Tx } from '../db/prisma.ts'
import { withTenant } from '../db/tenant.ts'
import { projectSection } from '../documents/projection.ts'
import { roomOf } from '../documents/service.ts'
import { attach } from '../evidence/attach.ts'
import { storeNow } from '../exports/storeNow.ts'
import { factsRoom } from '../facts/openFacts.ts'
import { carryAnswers } from './carryAnswers.ts'
import { readGivenAnswer } from './givenAnswer.ts'
import { readQuestions } from './questions.ts'
import { getSession, type ShownSession } from './service.ts'
import { says } from './storedAnswer.ts'
import { type Answer, writeAnswer } from './writeAnswer.ts'

/** What a program gives for a question: words, files that are evidence, or both. */
export type Given = { questionId: string; answer: GivenAnswer | undefined; evidenceFiles: readonly string[] }

/** The same, found to be possible: what is to be written in which room, and which evidence is to be linked. */
type Checked = { question: Question; room: string; answer: Answer | null; evidenceIds: readonly string[] }

const alreadyAnswered = (title: string) => new AppError('conflict', `“${title}” has an answer. Change it in the document.`)

/**
 * Answers questions for programs; people write in the documents themselves. Never replaces what is there, also not what somebody is just typing.
 * All of it is checked before the first is written; what is written stays if a later one meets with words that came in between.
 * @param repeats `refused` for a question that has an answer, `unchanged` if saying again what is there is nothing to do
 * @throws `not_found`, `forbidden`, `invalid_input` for an answer of another kind than the question takes or files that are no evidence of this
 *   customer, `conflict` once the session is completed, or for a section that is locked or says something else
 */
export async function answerQuestions(
  ctx: SignedInCtx,
  id: string,
  given: readonly Given[],
  repeats: 'refused' | 'unchanged',
): Promise<void> {
  const session = await getSession(ctx, id)
  const signedIn = authorize(ctx, 'interview.join', session.customerId)
  if (given.some(({ evidenceFiles }) => evidenceFiles.length > 0)) authorize(ctx, 'evidence.upload', session.customerId)
  if (session.status === 'completed') throw new AppError('conflict', 'This session is completed. Resume it to go on.')
  await storeAsked(ctx, signedIn, session, given)
  const checked = await withTenant(ctx.db, tenantOf(signedIn), (tx) => check(tx, session, given, repeats))
  for (const { question, room, answer, evidenceIds } of checked) {
    if (answer) await write(ctx, signedIn, { question, room, answer, customerId: session.customerId })
    const target = { document_id: question.place.documentId, section_id: question.place.sectionId }
    for (const evidenceId of evidenceIds) await attach(ctx, evidenceId, target)
  }
  await carryAnswers(ctx, id)
}

/** Stores the documents that are to be written, so that what somebody is just typing is seen by the check. */
async function storeAsked(ctx: SignedInCtx, signedIn: SignedIn, session: ShownSession, given: readonly Given[]): Promise<void> {
  const { questions } = await withTenant(ctx.db, tenantOf(signedIn), (tx) => readQuestions(tx, session))
  const asked = questions.filter(({ id }) => given.some(({ questionId }) => questionId === id))
  for (const documentId of new Set(asked.map(({ place }) => place.documentId))) await storeNow(ctx, signedIn, documentId)
}

async function check(tx: Tx, session: ShownSession, given: readonly Given[], repeats: 'refused' | 'unchanged'): Promise<Checked[]> {
  const { organizationId, customerId } = session
  const { questions, factsOf } = await readQuestions(tx, session)
  const checked: Checked[] = []
  for (const one of given) {
    const question = questions.find(({ id }) => id === one.questionId)
    if (!question) throw new AppError('not_found')
    const section = await tx.sectionProjection.findFirst({
      where: { organizationId, ...question.place },
      select: { lockedAt: true, content: true },
    })
    const answer = one.answer === undefined ? null : readGivenAnswer(question, one.answer)
    const isSaid = answer !== null && repeats === 'unchanged' && says(section?.content, answer)
    const evidenceIds = await evidenceOf(tx, customerId, one.evidenceFiles)
    if ((answer === null || isSaid) && evidenceIds.length === 0) continue
    if (section?.lockedAt) throw new AppError('conflict', 'This section is locked. Ask a reviewer to open it.')
    if (answer && !isSaid && factsOf(question.place).isFilled) throw alreadyAnswered(question.section.title)
    const room = await roomOf(tx, { organizationId, id: question.place.documentId })
    checked.push({ question, room, answer: isSaid ? null : answer, evidenceIds })
  }
  return checked
}

type Written = { question: Question; room: string; answer: Answer; customerId: string }

/** A section that is a fact of the customer has its words in the room of the facts. */
async function write(ctx: SignedInCtx, signedIn: SignedIn, { question, room, answer, customerId }: Written): Promise<void> {
  const { section, place } = question
  const { fact_key } = section
  if (fact_key !== undefined && answer.type === 'text') {
    const facts = factsRoom(customerId)
    await ctx.live.edit(facts, signedIn, (doc) => {
      const fact = factText(doc, fact_key)
      if (isTextFilled(fact.toString())) throw alreadyAnswered(section.title)
      replaceText(fact, plainText(answer.content))
    })
    await ctx.live.store(facts)
    return
  }
  await ctx.live.edit(room, signedIn, (doc) => {
    if (projectSection(doc, section).isFilled) throw alreadyAnswered(section.title)
    writeAnswer(doc, place.sectionId, answer)
  })
}

/** The evidence that these files are. */
async function evidenceOf(tx: Tx, customerId: string, fileIds: readonly string[]): Promise<string[]> {
  const wanted = [...new Set(fileIds)]
  if (wanted.length === 0) return []
  const evidence = await tx.evidence.findMany({ where: { customerId, fileId: { in: wanted }, archivedAt: null }, select: { id: true } })
  if (evidence.length < wanted.length)
    throw new AppError('invalid_input', 'Some of these files are no evidence of this customer. Upload them as evidence first.', {
      field: 'evidence_files',
    })
  return evidence.map(({ id }) => id)
}
