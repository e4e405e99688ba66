import { expect, test } from 'vitest'
import { besideName } from '../../client/src/comments/mentions.ts'

const person = (id: string, name: string) => ({ id, name, email: `${id}@example.test` })

test('whoever shares a name with somebody else who is offered has their address beside it, and nobody else has', () => {
  const people = [person('ann', 'Ann Marsh'), person('robin', 'Robin Fox'), person('fox', 'Robin Fox'), person('foxley', 'Robin Foxley')]
  expect(people.map((one) => besideName(one, people))).toEqual([null, 'robin@example.test', 'fox@example.test', null])
})

test('names that differ in marks or capitals alone are told apart as well', () => {
  const people = [person('jose', 'José Silva'), person('silva', 'Jose silva')]
  expect(people.map((one) => besideName(one, people))).toEqual(['jose@example.test', 'silva@example.test'])
})
