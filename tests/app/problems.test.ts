import { expect, test } from 'vitest'
import { problemOf } from '../../client/src/api/problems.ts'

test.each([
  ['a request that nobody took', new TypeError('Failed to fetch')],
  ['an answer that did not come in time', new DOMException('signal timed out', 'TimeoutError')],
])('%s is a server that cannot be reached', (_what, error) => {
  expect(problemOf(error)).toMatchObject({ code: 'unreachable', title: 'The server cannot be reached' })
})

test('a mistake of the page is called one', () => {
  expect(problemOf(new TypeError('undefined is not a function')).code).toBe('internal')
})
