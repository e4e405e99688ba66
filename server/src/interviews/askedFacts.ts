import type { Agreed } from '@certloom/shared/collab/sessionDoc'
import { facts } from '@certloom/shared/facts/catalogue'
import type { Minutes } from '@certloom/shared/interviews/minutes'
import type { InterviewSession } from '../db/generated/client.ts'
import type { Tx } from '../db/prisma.ts'
import { factTexts } from '../facts/shownFacts.ts'
import { factsTopic } from './topics.ts'

type Asking = Pick<InterviewSession, 'organizationId' | 'customerId'>

/** How many facts there are to ask a customer for, and how many of them are said, as of what is stored. */
export async function countFacts(tx: Tx, { organizationId, customerId }: Asking): Promise<{ total: number; answered: number }> {
  const texts = await factTexts(tx, { organizationId, customerId })
  return { total: facts.length, answered: facts.filter(({ key }) => (texts[key]?.trim() ?? '') !== '').length }
}

/**
 * What came of each fact in an onboarding.
 * @param writersOf names those who wrote in a fact since it began
 */
export async function factAnswers(
  tx: Tx,
  { organizationId, customerId }: Asking,
  agreed: Agreed,
  writersOf: (key: string) => string[],
): Promise<Minutes['questions']> {
  const texts = await factTexts(tx, { organizationId, customerId })
  return facts.map(({ key, label, question }) => {
    const skip = agreed.skipped.get(key)
    return {
      question_id: key,
      document_name: factsTopic,
      section_title: label,
      question,
      is_mandatory: false,
      answer: texts[key] ?? '',
      answered_by: writersOf(key),
      evidence: [],
      skipped: skip ? { text: skip.reason, by: skip.by.name, at: skip.at } : null,
      flagged_by: agreed.flags.get(key)?.by.name ?? null,
    }
  })
}
