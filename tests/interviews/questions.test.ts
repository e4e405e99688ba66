import { readTemplates } from '@certloom/server/templates/catalogue'
import { inDependencyOrder } from '@certloom/shared/interviews/dependencyOrder'
import { questionsOf } from '@certloom/shared/interviews/questions'
import { repeatsTitle, wordingOf } from '@certloom/shared/interviews/wording'
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

test('a question made of nothing but the title says so, one with words of its own does not', () => {
  const text = { ...textOfTemplate('x'), title: 'Scope' }
  expect(repeatsTitle(saying(text, 'Planned dates.'), 'Scope')).toBe(true)
  expect(repeatsTitle(saying(text, 'Planned dates.'), 'Dates')).toBe(false)
  expect(repeatsTitle(saying(text, 'Where does the scope end?'), 'Scope')).toBe(false)
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

/** The core templates of a standard, given last first, as an interview over them asks them. */
const asked = (standard: string): string[] =>
  inDependencyOrder(
    readTemplates()
      .filter(({ code, set }) => code.startsWith(standard) && set === 'core')
      .toReversed()
      .map(({ code, document_type, clause_refs }) => ({ code, documentType: document_type, clauses: clause_refs })),
  ).map(({ code }) => code)

test('what others build on is asked first: scope, policy, risk, applicability, people, controls, audit, improvement', () => {
  expect(asked('isms-')).toEqual([
    'isms-01-scope-context',
    'isms-02-information-security-policy',
    'isms-03-risk-procedure',
    'isms-04-risk-register',
    'isms-05-statement-of-applicability',
    'isms-06-objectives-measurement',
    'isms-07-people-security',
    'isms-08-document-control',
    // the policies of the controls, then their procedures; none needs another, so they stay as given
    'isms-12-supplier-cloud',
    'isms-10-access-control',
    'isms-09-asset-information-handling',
    'isms-14-continuity',
    'isms-13-incident-management',
    'isms-11-operations-security',
    'isms-15-audit-review-improvement',
  ])
  expect(asked('qms-')).toEqual([
    'qms-01-quality-manual',
    'qms-02-objectives-risk-plan',
    'qms-04-training',
    'qms-03-document-control',
    'qms-05-customer-requirements-design',
    'qms-06-supplier-control',
    'qms-07-production-service',
    'qms-08-internal-audit',
    'qms-09-management-review',
    'qms-10-corrective-action',
  ])
})

const document = (id: string, documentType: string, ...clauses: string[]) => ({ id, documentType, clauses })
const order = (...documents: ReturnType<typeof document>[]) => inDependencyOrder(documents).map(({ id }) => id)

test('documents of two standards are asked together chapter by chapter, rules before records, clauses by number', () => {
  expect(
    order(document('isms risk', 'procedure', '6.1.2'), document('qms audit', 'procedure', '9.2'), document('qms policy', 'policy', '5.2')),
  ).toEqual(['qms policy', 'isms risk', 'qms audit'])
  expect(order(document('register', 'record', '6.1.2'), document('procedure', 'procedure', '6.1.3'))).toEqual(['procedure', 'register'])
  expect(order(document('ten', 'form', '9.10'), document('two one', 'form', '9.2.1'), document('two', 'form', '9.2'))).toEqual([
    'two',
    'two one',
    'ten',
  ])
})

test('a document belongs where most of its clauses are, to the earlier of two as good, and without clauses to the end, as it was', () => {
  expect(order(document('work', 'policy', '7.1', '8.1', '8.5'), document('people', 'policy', '7.2', '8.9'))).toEqual(['people', 'work'])
  expect(order(document('b', 'policy'), document('a', 'policy', 'A.5.1'), document('audit', 'form', '9.2'))).toEqual(['audit', 'b', 'a'])
})
