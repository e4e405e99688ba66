import { exportFormats } from '@certloom/shared/exports/formats'
import { expect, test } from 'vitest'
import type { Activity } from '../../client/src/activity/phrases.ts'
import { sentenceOf } from '../../client/src/activity/sentence.ts'

const exported = (format: string) => {
  const row = { action: 'export.requested', before: null, after: { name: 'Annex A', format } } as Activity
  return sentenceOf(row, () => 'somebody')
}

test('what was exported is said with the program that opens it', () => {
  expect(exportFormats.map(exported)).toEqual([
    { did: 'exported', what: 'Annex A', rest: 'to Word' },
    { did: 'exported', what: 'Annex A', rest: 'to PDF' },
    { did: 'exported', what: 'Annex A', rest: 'to Excel' },
  ])
})

test('a link to set a new password names whom it was mailed to', () => {
  const row = { action: 'person.password_reset_sent', entity_id: 'daniel', before: null, after: null } as Activity
  expect(sentenceOf(row, (id) => (id === 'daniel' ? 'Daniel Brandt' : 'somebody'))).toEqual({
    did: 'mailed',
    what: 'Daniel Brandt',
    rest: 'a link to set a new password',
  })
})
