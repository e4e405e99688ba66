import { readFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'

const file = path.resolve(import.meta.dirname, '../../../prisma/seed/story/story.json')

const Status = z.enum(['READY', 'PARTIAL', 'MISSING']).transform((word) => word.toLowerCase() as Lowercase<typeof word>)

const Question = z.object({
  id: z.string(),
  controls: z.array(z.string()),
  ownerSuggestion: z.string(),
  scenario: z.string(),
  question: z.string(),
  options: z.array(z.object({ id: z.string(), label: z.string(), effects: z.array(z.object({ control: z.string(), status: Status })) })),
  cmmcPrompt: z.string().optional(),
  nist80171r2: z.array(z.string()),
  nist80171r2Editorial: z.array(z.string()).default([]),
})
export type Question = z.infer<typeof Question>

const Chapter = z.object({ key: z.string(), title: z.string(), intro: z.string(), badge: z.string(), questions: z.array(Question) })

const read = () => z.object({ chapters: z.array(Chapter) }).parse(JSON.parse(readFileSync(file, 'utf8'))).chapters

export type Chapters = ReturnType<typeof read>

let known: Chapters | undefined

/** The chapters of the catalogue's story, with codes of ISO/IEC 27001:2022 Annex A; read once. */
export function readChapters(): Chapters {
  known ??= read()
  return known
}
