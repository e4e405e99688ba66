import type { FillableSection } from '../templates/contract.ts'

/** What is said to somebody who is asked for a section. */
export type Wording = { question: string; hint: string; example: string | null }

type AskedSection = Pick<FillableSection, 'title' | 'type' | 'placeholder' | 'columns' | 'interview' | 'evidence_description'>

/** A placeholder that tells somebody what to do can be read out as it stands. */
const imperative = /^(add|define|describe|explain|give|list|name|say|show|state|tell|upload|write)\b/i

/** Half a question: "how upside is noted and planned". */
const clause = /^(how|what|when|where|which|who|whom|why)\b/i

const withoutStop = (text: string): string => text.trim().replace(/[.:;]+$/, '')

const lowered = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1)

/** The first question in a text; undefined if it asks none. */
const questionIn = (text: string): string | undefined => /(?:^|[.!]\s+)([^.!?]+\?)/.exec(text)?.[1]?.trim()

const ownQuestions: Record<FillableSection['type'], (title: string) => string> = {
  text: (title) => `What is there to say about “${title}”?`,
  table: (title) => `What belongs in the table “${title}”?`,
  list: (title) => `What belongs on the list “${title}”?`,
  evidence: (title) => `What can you show for “${title}”?`,
}

/** Does a question say no more than the title of what it asks for? */
export const repeatsTitle = (question: string, title: string): boolean => Object.values(ownQuestions).some((ask) => ask(title) === question)

function questionFor({ title, type, placeholder }: AskedSection): string {
  const asked = questionIn(placeholder)
  if (asked !== undefined) return asked
  if (imperative.test(placeholder)) return placeholder.trim()
  if (type !== 'evidence' && clause.test(placeholder)) return `Tell us ${lowered(withoutStop(placeholder))}.`
  return ownQuestions[type](title)
}

const labelsOf = ({ columns }: AskedSection): string => columns.map(({ label }) => label).join(' · ')

const hints: Record<FillableSection['type'], (section: AskedSection) => string> = {
  text: ({ placeholder }) => placeholder,
  table: (section) => `One row for each: ${labelsOf(section)}.`,
  list: ({ placeholder }) => `${placeholder} One item a line.`,
  evidence: ({ evidence_description: wanted, placeholder }) => wanted ?? placeholder,
}

/** Says a section as a question, by the rules of its type, unless its template has words of its own. */
export function wordingOf(section: AskedSection): Wording {
  const { question = questionFor(section), hint = hints[section.type](section), example = null } = section.interview ?? {}
  return { question, hint, example }
}
