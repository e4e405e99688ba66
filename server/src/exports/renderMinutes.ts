import type { Minutes } from '@certloom/shared/interviews/minutes'
import { repeatsTitle } from '@certloom/shared/interviews/wording'
import { type Block, factTable, heading, type PrintedDocument, paragraph, partOf, plainTable, readable } from './blocks.ts'
import { dayInWords, momentInWords } from './dates.ts'

type Question = Minutes['questions'][number]
type Said = Minutes['decisions'][number]

const kinds: Record<Minutes['session_kind'], string> = { interview: 'an interview', workshop: 'a workshop', onboarding: 'an onboarding' }

/** The minutes of a session as something to print. Everything it needs is given, so the same minutes are always the same document. */
export function renderMinutes(minutes: Minutes, exported: { by: string; at: Date }): PrintedDocument {
  const { session_name, customer_name, completed_at, sittings } = minutes
  const began = sittings[0]?.began_at
  return {
    title: readable(session_name),
    subtitle: `Minutes of ${kinds[minutes.session_kind]}`,
    organization: readable(minutes.organization_name),
    customer: readable(customer_name),
    facts: [
      ['Began', began ? dayInWords(new Date(began)) : ''],
      ['Completed', completed_at ? dayInWords(new Date(completed_at)) : 'Not yet'],
      ['Time', inWords(minutes.elapsed_seconds)],
    ],
    warning: completed_at === null ? 'The session goes on, these minutes are not final' : null,
    footer: readable(`${session_name} · minutes`),
    language: 'en-GB',
    parts: [
      partOf([
        ...sessionBlocks(minutes, exported),
        ...saidBlocks('Decisions', minutes.decisions, 'Nothing was decided.'),
        ...actionBlocks(minutes),
        ...minutes.questions.flatMap(questionBlocks),
        ...workBlocks(minutes),
        ...(minutes.parking.length > 0 ? saidBlocks('Parking lot', minutes.parking, '') : []),
      ]),
    ],
  }
}

/** "1 h 5 min" */
const inWords = (seconds: number): string => {
  const minutes = Math.floor(seconds / 60)
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`
}

const sessionBlocks = ({ topics, sittings }: Minutes, exported: { by: string; at: Date }): Block[] => [
  heading(1, 'Session'),
  factTable('Session', [
    ['About', topics.join('\n')],
    ['Exported', `${momentInWords(exported.at)} by ${exported.by}`],
  ]),
  heading(2, 'Who was there when'),
  plainTable('Sittings', ['Sitting', 'From', 'Until', 'People'], sittings.map(sittingRow), [2, 5, 5, 8]),
]

/** A guest's name says it itself. */
const sides = { staff: '', customer: ' (customer)', guest: '' }

const sittingRow = ({ number, began_at, ended_at, people }: Minutes['sittings'][number]): string[] => [
  String(number),
  momentInWords(new Date(began_at)),
  ended_at === null ? 'Goes on' : momentInWords(new Date(ended_at)),
  people.map(({ name, side }) => `${name}${sides[side]}`).join('\n'),
]

const saidBlocks = (title: string, said: readonly Said[], nothing: string): Block[] =>
  said.length === 0
    ? [heading(1, title), paragraph(nothing, 'quiet')]
    : [
        heading(1, title),
        plainTable(
          title,
          ['What', 'By', 'When'],
          said.map(({ text, by, at }) => [text, by, momentInWords(new Date(at))]),
          [8, 3, 4],
        ),
      ]

function actionBlocks({ actions }: Minutes): Block[] {
  if (actions.length === 0) return [heading(1, 'To do'), paragraph('Nothing is left to do.', 'quiet')]
  const rows = actions.map(({ text, by, is_done, task }) => [
    text,
    by,
    is_done ? 'Done' : task ? `Task: ${task.assignee ?? 'unassigned'}` : 'Open',
    task?.due_date ? dayInWords(new Date(task.due_date)) : '',
  ])
  return [heading(1, 'To do'), plainTable('To do', ['What', 'Noted by', 'State', 'Due'], rows, [7, 3, 4, 3])]
}

/** Questions stand below their document: the first of each begins a chapter. */
function questionBlocks(question: Question, index: number, all: readonly Question[]): Block[] {
  const { document_name, section_title, answer, answered_by, evidence, skipped, flagged_by } = question
  const isFirst = all[index - 1]?.document_name !== document_name
  const remarks = [
    answered_by.length > 0 && `Written by ${answered_by.join(', ')}`,
    evidence.length > 0 && `Evidence: ${evidence.join(', ')}`,
    skipped && `Skipped by ${skipped.by}: ${skipped.text}`,
    flagged_by && `Flagged by ${flagged_by}`,
  ].filter((remark) => typeof remark === 'string')
  return [
    ...(isFirst ? [heading(1, document_name)] : []),
    heading(2, section_title),
    ...(repeatsTitle(question.question, section_title) ? [] : [paragraph(question.question, 'quiet')]),
    ...answerBlocks(answer, evidence.length > 0),
    ...(remarks.length > 0 ? [paragraph(remarks.join(' · '), 'quiet')] : []),
  ]
}

const answerBlocks = (answer: string, hasEvidence: boolean): Block[] => {
  const lines = answer.split('\n').filter((line) => line.trim() !== '')
  if (lines.length === 0) return hasEvidence ? [] : [paragraph('No answer.', 'template')]
  return lines.map((line) => paragraph(line))
}

const workBlocks = ({ work }: Minutes): Block[] =>
  work.length === 0
    ? []
    : [
        heading(1, 'What was worked on'),
        plainTable(
          'What was worked on',
          ['Where', 'What', 'By'],
          work.map(({ topic, part, by }) => [topic, part, by.join(', ')]),
          [5, 6, 4],
        ),
      ]
