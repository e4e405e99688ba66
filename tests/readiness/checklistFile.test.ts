import type { RichText } from '@certloom/shared/documents/contract'
import { type FileRow, type FileValues, toCsvFile, toJsonFile } from '@certloom/shared/readiness/checklistFile'
import { readChecklistFile } from '@certloom/shared/readiness/readChecklistFile'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

const words = fc.string({ unit: fc.constantFrom('"', ',', ';', '\n', "'", '=', '@', 'é', '🧭', ' ', 'a') })
const notes: fc.Arbitrary<RichText> = fc
  .array(fc.array(fc.record({ text: words.filter((text) => text !== ''), bold: fc.boolean() }), { maxLength: 3 }), {
    minLength: 1,
    maxLength: 4,
  })
  .map((paragraphs) => ({
    type: 'doc',
    content: paragraphs.map((texts) => ({
      type: 'paragraph',
      content: texts.map(({ text, bold }) => ({ type: 'text', text, ...(bold && { marks: [{ type: 'bold' }] }) })),
    })),
  }))

const evidence = fc.constantFrom<Pick<FileValues, 'evidence_url' | 'evidence_id'>>(
  { evidence_url: null, evidence_id: null },
  { evidence_url: 'https://wiki.example.com/a?b=1,2', evidence_id: null },
  { evidence_url: null, evidence_id: '0193a000-0000-7000-8000-000000000001' },
)

const row: fc.Arbitrary<FileRow> = fc
  .record({
    code: fc.constantFrom('A.5.1', 'A.5.2', 'A.8.34', '9.1', '10.2'),
    title: words,
    domain: fc.constantFrom('A.5', '9'),
    status: fc.constantFrom('ready' as const, 'partial' as const, 'missing' as const, 'not_applicable' as const, null),
    justification: words,
    owner: fc.constantFrom<FileValues['owner']>(null, { kind: 'person', email: 'ana@acme.test' }, { kind: 'team', name: '=SOC, night' }),
    due_date: fc.constantFrom(null, '2027-02-28'),
    notes: fc.option(notes),
    nist_references: fc.constantFrom([], ['3.1.1', '3.5.3']),
    rest: evidence,
  })
  .map(({ rest, ...values }) => ({ ...values, ...rest }))
const rows = fc.uniqueArray(row, { selector: ({ code }) => code, minLength: 1 })

const valuesOf = ({ title: _title, domain: _domain, nist_references: _references, code, ...values }: FileRow) => ({ code, values })
const read = (format: 'json' | 'csv', text: string) => {
  const { rows: found, problems } = readChecklistFile(format, text)
  expect(problems).toEqual([])
  return found.map(({ code, values }) => ({ code, values }))
}
const head = { customer_name: 'Acme', iso_code: 'iso27001-2022', project_name: 'Readiness', revision: 3 }

test('a checklist comes back from JSON and from CSV as it was, whatever people wrote in it', () => {
  fc.assert(
    fc.property(rows, (all) => {
      expect(read('json', toJsonFile(head, all))).toEqual(all.map(valuesOf))
      expect(read('csv', toCsvFile(all))).toEqual(all.map(valuesOf))
    }),
  )
})

test('files name references of NIST only where their rows have them', () => {
  const [sample] = fc.sample(row, 1)
  const { nist_references: _references, ...without } = sample as FileRow
  const line = (text: string) => text.split(/\r?\n/)[0]
  expect(line(toCsvFile([{ ...without, nist_references: [] }]))).toMatch(/,"?nist_references"?$/)
  expect(line(toCsvFile([without]))).not.toContain('nist')
  expect(toJsonFile(head, [without])).not.toContain('nist')
  for (const format of ['json', 'csv'] as const)
    expect(read(format, format === 'json' ? toJsonFile(head, [without]) : toCsvFile([without]))).toEqual([valuesOf(without)])
})

test('words that somebody changed in a spreadsheet count, also where the notes were rich', () => {
  const text = 'code,notes,notes_rich_text\nA.5.1,"New words\nin two lines","{""type"":""doc"",""content"":[]}"\n'
  const [found] = readChecklistFile('csv', text).rows
  expect(found?.values.notes?.content?.map((paragraph) => paragraph.content?.[0]?.text)).toEqual(['New words', 'in two lines'])
})

test('a column that is not there leaves its values as they are, and people may write statuses as they read them', () => {
  expect(read('csv', 'Code;Status\nA.5.1;Not applicable\nA.5.2;Unanswered\n')).toEqual([
    { code: 'A.5.1', values: { status: 'not_applicable' } },
    { code: 'A.5.2', values: { status: null } },
  ])
})

describe('what cannot be used is named with its line', () => {
  test.each([
    ['code,status\nA.5.1,done\n', 2, 'A.5.1', /^status: use ready/],
    ['code,due_date\nA.5.1,2027-02-30\n', 2, 'A.5.1', /^due_date: use a date/],
    ['code,due_date\nA.5.1,31.12.2027\n', 2, 'A.5.1', /^due_date: use a date/],
    ['code,evidence_url\nA.5.1,javascript:alert(1)\n', 2, 'A.5.1', /^evidence_url: use an address/],
    ['code,owner_person,owner_team\nA.5.1,ana@acme.test,SOC\n', 2, 'A.5.1', /^owner: name a person by e-mail or a team/],
    ['code,justification\n"A.5.1","two\nlines"\nA.5.1,again\n', 4, 'A.5.1', /there already, on line 2/],
    ['title,status\nPolicies,ready\n', 1, null, /no column `code`/],
    ['code,status,status\nA.5.1,ready,partial\n', 1, null, /there twice/],
    ['code,status\n', 0, null, /no row/],
    ['', 1, null, /no column `code`/],
  ])('%j', (text, line, code, message) => {
    expect(readChecklistFile('csv', text).problems).toEqual([{ line, code, message: expect.stringMatching(message) }])
  })

  test.each(['', '[]', '{"rows":[]}', '{"format":"other","version":1,"rows":[]}'])('%j is no checklist', (text) => {
    expect(readChecklistFile('json', text).problems).toEqual([{ line: 0, code: null, message: 'This is no exported checklist in JSON.' }])
  })

  test('notes without an end', () => {
    const deep = `${'{"type":"doc","content":['.repeat(50_000)}${']}'.repeat(50_000)}`
    const { problems, rows: found } = readChecklistFile(
      'json',
      `{"format":"certloom.checklist","version":1,"rows":[{"code":"A.5.1","notes":${deep}}]}`,
    )
    expect(found).toEqual([])
    expect(problems).toHaveLength(1)
  })
})
