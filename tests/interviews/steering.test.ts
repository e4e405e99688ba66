import { initialSessionState, placeOfSpotlight, readSteering, spotlightOnRow, steer } from '@certloom/shared/collab/sessionDoc'
import { expect, test } from 'vitest'
import * as Y from 'yjs'

/** Two replicas of a room that Olivia leads; who has the higher client id wins where both wrote the same. */
function replicas(firstWins: boolean): [Y.Doc, Y.Doc] {
  const docs = [new Y.Doc(), new Y.Doc()] as [Y.Doc, Y.Doc]
  docs.forEach((doc, index) => {
    Y.applyUpdate(doc, initialSessionState('olivia'))
    doc.clientID = (index === 0) === firstWins ? 2_000 : 1_000
  })
  return docs
}

function merge(a: Y.Doc, b: Y.Doc): void {
  Y.applyUpdate(a, Y.encodeStateAsUpdate(b))
  Y.applyUpdate(b, Y.encodeStateAsUpdate(a))
}

test.each([true, false])('two who take the lead at once end with one leader, who points at what they meant', (firstWins) => {
  const [a, b] = replicas(firstWins)
  steer(a, { leader: 'rita', spotlight: 'q1' })
  steer(b, { leader: 'sam', spotlight: 'q2' })
  merge(a, b)
  expect(readSteering(a)).toEqual(readSteering(b))
  expect(readSteering(a)).toMatchObject(firstWins ? { leader: 'rita', spotlight: 'q1' } : { leader: 'sam', spotlight: 'q2' })
})

test.each([true, false])('what somebody who led points at while they are cut off leads nobody away from who leads now', (firstWins) => {
  const [cutOff, room] = replicas(firstWins)
  steer(room, { leader: 'rita', spotlight: 'q7' })
  steer(cutOff, { spotlight: 'q2', timerEndsAt: 1 })
  merge(cutOff, room)
  expect(readSteering(cutOff)).toEqual({ leader: 'rita', spotlight: 'q7', timerEndsAt: null })
})

test('the time for a topic is that topic’s: it is not there for the next one, and goes on when one comes back', () => {
  const [doc] = replicas(true)
  steer(doc, { spotlight: 'q1', timerEndsAt: 5_000 })
  steer(doc, { spotlight: 'q2' })
  expect(readSteering(doc).timerEndsAt).toBeNull()
  steer(doc, { spotlight: 'q1' })
  expect(readSteering(doc).timerEndsAt).toBe(5_000)
  steer(doc, { timerEndsAt: null })
  expect(readSteering(doc).timerEndsAt).toBeNull()
})

test('pointing at a row of a topic is being at that topic, and its time goes on', () => {
  const [doc] = replicas(true)
  steer(doc, { spotlight: 'checklist', timerEndsAt: 5_000 })
  expect(placeOfSpotlight(readSteering(doc).spotlight ?? '')).toEqual({ topic: 'checklist', row: null })
  steer(doc, { spotlight: spotlightOnRow('checklist', 'row 7') })
  const { spotlight, timerEndsAt } = readSteering(doc)
  expect(placeOfSpotlight(spotlight ?? '')).toEqual({ topic: 'checklist', row: 'row 7' })
  expect(timerEndsAt).toBe(5_000)
})
