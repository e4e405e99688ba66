/** What a row of a checklist can be; `missing` is also what an unanswered row counts as (PRODUCT decision 12). */
export const answerStatuses = ['ready', 'partial', 'missing', 'not_applicable'] as const
export type AnswerStatus = (typeof answerStatuses)[number]

export const isAnswerStatus = (value: unknown): value is AnswerStatus => (answerStatuses as readonly unknown[]).includes(value)

/** Who answers for a row: somebody, or a team. */
export type AnswerOwner = { kind: 'person' | 'team'; id: string }

/** What shows that a row is as it says: a web address, or a piece of the customer's evidence. */
export type AnswerEvidence = { kind: 'link'; url: string } | { kind: 'item'; id: string }
