import { expect, test } from 'vitest'
import { atMost } from '../../client/src/ui/atMost.ts'

test('a button says how many of what is picked it takes, where it cannot take all', () => {
  expect(atMost('Download', 200, 200)).toBe('Download')
  expect(atMost('Download', 201, 200)).toBe('Download the first 200')
})
