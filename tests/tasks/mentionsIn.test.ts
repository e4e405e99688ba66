import { expect, test } from 'vitest'
import { mentionsIn } from '../../client/src/tasks/mentionsIn.ts'

const people = [
  { id: 'ann', name: 'Ann' },
  { id: 'anna', name: 'Anna' },
  { id: 'marsh', name: 'Anna Marsh' },
  { id: 'robin 1', name: 'Robin Fox' },
  { id: 'robin 2', name: 'Robin Fox' },
]
const told = (text: string, ...chosen: string[]) => mentionsIn(text, chosen, people)

test('a mention tells whom it names, and nobody whose name it begins with', () => {
  expect(told('@Anna Marsh, please look')).toEqual(['marsh'])
  expect(told('@Anna and @Ann, please look')?.sort()).toEqual(['ann', 'anna'])
  expect(told('Ann said so')).toEqual([])
})

test('of two people of one name the chosen one is told, and both where both were chosen and stand there', () => {
  expect(told('@Robin Fox', 'robin 2')).toEqual(['robin 2'])
  expect(told('@Robin Fox', 'robin 2', 'robin 1')).toEqual(['robin 1'])
  expect(told('@Robin Fox or @Robin Fox', 'robin 2', 'robin 1')).toEqual(['robin 2', 'robin 1'])
  expect(told('@Robin Fox')).toHaveLength(1)
})

test('whoever was chosen and is named no more, or may not be mentioned, is not told', () => {
  expect(told('Nobody', 'ann')).toEqual([])
  expect(mentionsIn('@Ann', ['ann'], [])).toEqual([])
})

test('before it is known who can be mentioned, only a text without an @ is known to mention nobody', () => {
  expect(mentionsIn('@Ann', ['ann'], undefined)).toBeNull()
  expect(mentionsIn('Thanks', [], undefined)).toEqual([])
})
