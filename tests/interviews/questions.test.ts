import { readTemplates } from '@certloom/server/templates/catalogue'
import { questionsOf } from '@certloom/shared/interviews/questions'
import { wordingOf } from '@certloom/shared/interviews/wording'
import type { FillableSection } from '@certloom/shared/templates/contract'
import { expect, test } from 'vitest'
import { listOfTemplate, tableOfTemplate, textOfTemplate } from '../support/templates.ts'

const saying = (section: FillableSection, placeholder: string): string => wordingOf({ ...section, placeholder }).question

test('a placeholder that asks is the question, one that tells is read out, half a question is made whole', () => {
  const text = { ...textOfTemplate('x'), title: 'Scope' }
  expect(saying(text, 'Where does the scope end, and what crosses it?')).toBe('Where does the scope end, and what crosses it?')
  expect(saying(text, 'Describe what security must achieve.')).toBe('Describe what security must achieve.')
  expect(saying(text, 'How upside is noted and planned.')).toBe('Tell us how upside is noted and planned.')
  expect(saying(text, 'Planned dates.')).toBe('What is there to say about “Scope”?')
  expect(saying({ ...tableOfTemplate('x'), title: 'Scale' }, 'Levels.')).toBe('What belongs in the table “Scale”?')
  expect(saying({ ...listOfTemplate('x'), title: 'Rules' }, 'Short ones.')).toBe('What belongs on the list “Rules”?')
  expect(saying({ ...text, type: 'evidence' }, 'Upload proof.')).toBe('Upload proof.')
})

test('a template’s own words come before the rules', () => {
  const section = { ...textOfTemplate('x'), interview: { question: 'And how will you know?', hint: 'A number.', example: '99 %' } }
  expect(wordingOf(section)).toEqual({ question: 'And how will you know?', hint: 'A number.', example: '99 %' })
})

const keyed = (section: FillableSection, key: string): FillableSection => ({ ...section, interview: { question_key: key } })

test('what shares a key is asked once and fills both, and nothing else is joined, whatever its title', () => {
  const questions = questionsOf([
    {
      id: 'a',
      name: 'A',
      sections: [keyed(textOfTemplate('one'), 'who'), textOfTemplate('same title'), keyed(tableOfTemplate('t'), 'rows')],
    },
    {
      id: 'b',
      name: 'B',
      sections: [
        textOfTemplate('same title'),
        keyed({ ...textOfTemplate('two'), is_mandatory: false, refs: ['4.1'] }, 'who'),
        keyed(listOfTemplate('three'), 'who'),
        keyed(tableOfTemplate('t'), 'rows'),
      ],
    },
  ])
  expect(questions.map(({ place, alsoFills }) => [place, ...alsoFills].map((one) => `${one.documentId}/${one.sectionId}`))).toEqual([
    ['a/one', 'b/two'],
    ['a/same title'],
    ['a/t'],
    ['b/same title'],
    ['b/three'],
    ['b/t'],
  ])
  expect(questions[0]).toMatchObject({ isMandatory: true, clauses: ['4.1'], documentName: 'A' })
})

test('every section of the shipped catalogue is asked in a sentence, under an id of its own', () => {
  const templates = readTemplates()
  const questions = questionsOf(templates.map(({ id, name, fillable_sections }) => ({ id, name, sections: fillable_sections })))
  expect(new Set(questions.map(({ id }) => id)).size).toBe(questions.length)
  for (const { question, hint } of questions) {
    expect(question).toMatch(/^[A-Z“].*[.?]$/s)
    expect(hint).not.toBe('')
  }
  const joined = questions.filter(({ alsoFills }) => alsoFills.length > 0).map(({ section }) => section)
  const keys = joined.map(({ interview }) => interview?.question_key)
  expect(keys).toEqual(expect.arrayContaining(['organization_chart', 'external_documents']))
  expect(joined.map(({ fact_key }) => fact_key)).toContain('business')
})
