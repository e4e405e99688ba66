import { readTemplates } from '@certloom/server/templates/catalogue'
import { factText, initialFactsState } from '@certloom/shared/collab/factsDoc'
import { facts, isFactKey } from '@certloom/shared/facts/catalogue'
import { driftOf } from '@certloom/shared/facts/drift'
import { factsIn, piecesOf } from '@certloom/shared/facts/references'
import { expect, test } from 'vitest'
import * as Y from 'yjs'

test('a template’s text is taken apart at the facts it shows, and what names none stays as it stands', () => {
  expect(piecesOf('{{isms_manager}} reviews it {{ review_cadence }}.')).toEqual([
    { is: 'fact', key: 'isms_manager' },
    { is: 'words', words: ' reviews it ' },
    { is: 'fact', key: 'review_cadence' },
    { is: 'words', words: '.' },
  ])
  expect(piecesOf('Dear {{first_name}}, {{')).toEqual([{ is: 'words', words: 'Dear {{first_name}}, {{' }])
  expect(piecesOf('')).toEqual([])
  expect(factsIn(['{{sites}} and {{sites}}', '{{headcount}}'])).toEqual(['sites', 'headcount'])
})

test('every template of the catalogue shows facts, and names only such as there are', () => {
  for (const { code, fixed_sections, fillable_sections } of readTemplates()) {
    const texts = fixed_sections.map(({ content }) => content)
    expect(factsIn(texts).length, code).toBeGreaterThan(0)
    for (const [, key = ''] of texts.join('\n').matchAll(/\{\{(\w+)\}\}/g)) expect(isFactKey(key), `${code} ${key}`).toBe(true)
    // Sections that are facts are plain texts: a fact is one, and holds no table.
    for (const { fact_key, type } of fillable_sections) if (fact_key !== undefined) expect(type, `${code} ${fact_key}`).toBe('text')
  }
})

test('what is a fact and nothing besides is asked as that fact, wherever the catalogue asks for it', () => {
  const places = readTemplates().flatMap(({ code, fillable_sections }) =>
    fillable_sections.flatMap(({ title, fact_key }) => (fact_key === undefined ? [] : [`${code}: ${title} is ${fact_key}`])),
  )
  expect(places).toEqual([
    'isms-01-scope-context: Organization profile is business',
    'isms-01-scope-context: Scope statement is scope_statement',
    'isms-01-scope-context: Exclusions and reasons is scope_exclusions',
    'qms-01-quality-manual: Organization and context is business',
  ])
})

test('facts are asked for in whole sentences, each under a key of its own', () => {
  expect(new Set(facts.map(({ key }) => key)).size).toBe(facts.length)
  for (const { question, hint, example } of facts) {
    expect(question).toMatch(/^[A-Z].*\?$/)
    expect(hint).toMatch(/\.$/)
    expect(example).not.toBe('')
  }
})

test('an approved version has drifted by the facts it shows that are said otherwise now, and by no others', () => {
  const approved = { isms_manager: 'Jana Weber', review_cadence: '', sites: 'Hamburg' }
  expect(driftOf(approved, { isms_manager: 'Tim Krüger', sites: ' Hamburg\n', headcount: '65' })).toEqual([
    { key: 'isms_manager', before: 'Jana Weber', after: 'Tim Krüger' },
  ])
  expect(driftOf(approved, { isms_manager: 'Jana Weber', sites: 'Hamburg', review_cadence: 'yearly' })).toEqual([
    { key: 'review_cadence', before: '', after: 'yearly' },
  ])
  expect(driftOf({ sites: 'Hamburg' }, {})).toEqual([{ key: 'sites', before: 'Hamburg', after: '' }])
  expect(driftOf({}, { sites: 'Hamburg' })).toEqual([])
})

test('a room that begins twice says what is known once', () => {
  const doc = new Y.Doc()
  for (let attempt = 0; attempt < 2; attempt++) Y.applyUpdate(doc, initialFactsState({ legal_name: 'Acme GmbH' }))
  expect(factText(doc, 'legal_name').toString()).toBe('Acme GmbH')
  expect(factText(doc, 'sites').toString()).toBe('')
})
