import type { Browser } from 'playwright-core'
import { makeLink } from '../guests/guest.ts'
import { type Seat, takeSeat } from '../support/browser.ts'
import type { Person } from '../support/people.ts'
import type { World } from '../support/world.ts'
import { question } from './interviewPage.ts'

type Meeting = { browser: Browser; world: Pick<World, 'url'>; leader: Person; sessionId: string }

const typedName = 'Sam Okafor'

/** What the fourth person in the room is called everywhere: a guest is never taken for somebody with an account. */
export const fourthName = `Guest: ${typedName}`

/** The fourth person at the table: a guest who comes by a link, on a phone. */
export async function takeFourthSeat({ browser, world, leader, sessionId }: Meeting): Promise<Seat> {
  const { token } = await makeLink(leader, sessionId)
  const seat = await takeSeat(browser, world, undefined, { width: 375 })
  await seat.page.goto(`/join/${token}`)
  await seat.page.getByLabel('Your name').fill(typedName)
  await seat.page.getByRole('button', { name: 'Join' }).click()
  await question(seat.page).waitFor()
  await seat.page.evaluate(() => document.fonts.ready)
  return seat
}
