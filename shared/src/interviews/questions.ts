import type { FillableSection } from '../templates/contract.ts'
import { type Wording, wordingOf } from './wording.ts'

/** A document as an interview goes through it: its fillable sections in their order. */
export type AskedDocument = { id: string; name: string; sections: readonly FillableSection[] }

/** Where an answer belongs. */
export type AnswerPlace = { documentId: string; sectionId: string }

export type Question = Wording & {
  id: string
  /** where it is answered */
  place: AnswerPlace
  /** what the answer fills besides */
  alsoFills: readonly AnswerPlace[]
  section: FillableSection
  documentName: string
  /** in any of the sections it fills */
  isMandatory: boolean
  requiresEvidence: boolean
  /** clauses and controls of all sections it fills */
  clauses: readonly string[]
}

/** The id of the question for a section; opaque outside. */
const questionId = ({ documentId, sectionId }: AnswerPlace): string => `${documentId}:${sectionId}`

/** What a section shares with others; null if nothing. An answer of one kind cannot fill a section of another, nor one table another. */
function sharedKey({ type, fact_key, interview }: FillableSection): string | null {
  if (fact_key !== undefined) return `fact ${fact_key}`
  if (type === 'table' || interview?.question_key === undefined) return null
  return `${type} question ${interview.question_key}`
}

type Asked = { document: AskedDocument; section: FillableSection }

const placeOf = ({ document, section }: Asked): AnswerPlace => ({ documentId: document.id, sectionId: section.id })

function questionOf([first, ...others]: readonly [Asked, ...Asked[]]): Question {
  const all = [first, ...others].map(({ section }) => section)
  const worded = all.find(({ interview }) => interview?.question !== undefined) ?? first.section
  const place = placeOf(first)
  return {
    ...wordingOf(worded),
    id: questionId(place),
    place,
    alsoFills: others.map(placeOf),
    section: first.section,
    documentName: first.document.name,
    isMandatory: all.some((section) => section.is_mandatory),
    requiresEvidence: all.some((section) => section.requires_evidence || section.type === 'evidence'),
    clauses: [...new Set(all.flatMap(({ refs }) => refs))],
  }
}

/**
 * The questions that fill these documents, in their order: one for each fillable section, but what shares a key is one question, asked where it
 * first comes up, and what shows a checklist is asked there. Titles never make two sections the same.
 */
export function questionsOf(documents: readonly AskedDocument[]): Question[] {
  const groups = new Map<string, [Asked, ...Asked[]]>()
  for (const document of documents) {
    for (const section of document.sections) {
      if (section.checklist_domain !== undefined) continue
      const asked = { document, section }
      const key = sharedKey(section) ?? questionId(placeOf(asked))
      const group = groups.get(key)
      if (group) group.push(asked)
      else groups.set(key, [asked])
    }
  }
  return [...groups.values()].map(questionOf)
}
