import { z } from 'zod'

/** What somebody said in the room, and when. */
const Said = z.object({ text: z.string(), by: z.string(), at: z.iso.datetime() })

/** Whose people somebody is. */
const sides = ['staff', 'customer', 'guest'] as const
export type Side = (typeof sides)[number]

const Sitting = z.object({
  number: z.number().int(),
  began_at: z.iso.datetime(),
  /** null while it is under way */
  ended_at: z.iso.datetime().nullable(),
  people: z.array(z.object({ name: z.string(), side: z.enum(sides) })),
})

/** A question and what came of it. */
const MinutesQuestion = z.object({
  question_id: z.string(),
  document_name: z.string(),
  section_title: z.string(),
  question: z.string(),
  is_mandatory: z.boolean(),
  /** empty while there is none */
  answer: z.string(),
  /** who wrote in it during the session */
  answered_by: z.array(z.string()),
  evidence: z.array(z.string()),
  skipped: Said.nullable(),
  flagged_by: z.string().nullable(),
})

/** What a session came to: who was there when, what was asked and answered, decided, left to do, skipped and parked. */
export const Minutes = z.object({
  session_name: z.string(),
  session_kind: z.enum(['interview', 'workshop', 'onboarding']),
  organization_name: z.string(),
  customer_name: z.string(),
  /** null for what may still change */
  completed_at: z.iso.datetime().nullable(),
  elapsed_seconds: z.number().int(),
  sittings: z.array(Sitting),
  topics: z.array(z.string()),
  questions: z.array(MinutesQuestion),
  /** of a workshop: who wrote in what */
  work: z.array(z.object({ topic: z.string(), part: z.string(), by: z.array(z.string()) })),
  decisions: z.array(Said),
  actions: z.array(
    Said.extend({
      is_done: z.boolean(),
      task: z.object({ id: z.uuid(), assignee: z.string().nullable(), due_date: z.iso.date().nullable() }).nullable(),
    }),
  ),
  parking: z.array(Said.extend({ is_done: z.boolean() })),
})
export type Minutes = z.infer<typeof Minutes>
