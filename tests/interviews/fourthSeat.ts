import type { Browser } from 'playwright-core'
import type { Seat } from '../support/browser.ts'
import { invite, type Person } from '../support/people.ts'
import type { World } from '../support/world.ts'
import { openInterview } from './interviewPage.ts'

type Meeting = { browser: Browser; world: World; leader: Person; customerId: string; sessionId: string }

/** What the fourth person in the room is called. */
export const fourthName = 'Sam Okafor'

/** The fourth person at the table: somebody of the customer's who takes part, on a phone. */
export async function takeFourthSeat({ browser, world, leader, customerId, sessionId }: Meeting): Promise<Seat> {
  const sam = await invite(world, leader, fourthName, 'contributor', customerId)
  return openInterview({ browser, world }, sam, sessionId, { width: 375 })
}
