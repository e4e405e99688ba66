import { mkdirSync, rmSync } from 'node:fs'
import path from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openBrowser, type Theme, takeSeat } from '../support/browser.ts'
import { invite, type Person, signUp } from '../support/people.ts'
import { startWorld, type World } from '../support/world.ts'

/** Pictures of what is done with people: `.data/gallery/people/<screen>-<theme>-<width>.png`. */
const folder = path.resolve(import.meta.dirname, '../../.data/gallery/people')

let world: World
let browser: Browser
let olivia: Person
let ben: Person
beforeAll(async () => {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  ;[world, browser] = await Promise.all([startWorld(), openBrowser()])
  olivia = await signUp(world, 'Olivia Marsh', 'Harbor Compliance')
  const { id } = await olivia.api.customers.create({ company_name: 'Acme Corp' })
  ben = await invite(world, olivia, 'Ben Olsen', 'member')
  await invite(world, olivia, 'Maximiliane von und zu Hohenstein-Liechtenfels', 'manager', id)
  await olivia.api.teams.create({ name: 'Auditors', member_ids: [ben.me.user.id] })
})
afterAll(async () => {
  await browser.close()
  await world.stop()
})

const startInviting = async (page: Page, text: string): Promise<void> => {
  await page.getByRole('button', { name: 'Invite people' }).click()
  await page.getByRole('dialog').getByLabel('E-mail').fill(text)
}

const screens: { name: string; act: (page: Page) => Promise<void> }[] = [
  { name: 'list', act: async () => {} },
  {
    name: 'invite',
    act: async (page) => {
      await startInviting(page, 'Ada Park <ada@example.test>, bo@example.test')
      await page.getByRole('button', { name: 'Send 2 invitations' }).click({ trial: true })
    },
  },
  {
    name: 'invite-refused',
    act: async (page) => {
      await startInviting(page, `${olivia.email}\n${ben.email}`)
      await page.getByRole('button', { name: 'Send 2 invitations' }).click()
      await page.getByRole('dialog').getByRole('alert').waitFor()
    },
  },
  {
    name: 'invite-too-many',
    act: async (page) => {
      await startInviting(page, Array.from({ length: 10_000 }, (_, at) => `person.${at}@crowd.test`).join(', '))
      await page.getByText('These are 10,000 addresses.').waitFor()
    },
  },
  {
    name: 'team',
    act: async (page) => {
      await page.getByRole('button', { name: 'Change the team Auditors' }).click()
      await page.getByRole('dialog').getByText('Ben Olsen').first().waitFor()
    },
  },
  {
    name: 'role-conflict',
    act: async (page) => {
      const { role } = (await olivia.api.members.list({})).data.find(({ user_id }) => user_id === ben.me.user.id) ?? {}
      await page.route(`**/members/${ben.me.user.id}`, async (route) => {
        const other = role === 'reviewer' ? 'member' : 'reviewer'
        await olivia.api.members.changeRole({ user_id: ben.me.user.id, role: other })
        await route.continue()
      })
      await page.getByRole('combobox', { name: 'Role of Ben Olsen' }).selectOption('viewer')
      await page.getByText(/^Somebody else changed this role to/).waitFor()
    },
  },
  {
    name: 'remove',
    act: async (page) => {
      await page.getByRole('button', { name: 'Remove Ben Olsen' }).click()
      await page.getByRole('dialog').getByText('loses access').waitFor()
    },
  },
]

const looks = (['light', 'dark'] as Theme[]).flatMap((theme) => ([1440, 375] as const).map((width) => ({ theme, width })))

describe.each(looks)('$theme at $width', (look) => {
  test.each(screens)('$name', async ({ name, act }) => {
    const seat = await takeSeat(browser, world, olivia, look)
    const { page } = seat
    await page.goto('/people')
    await page.getByText('Ben Olsen').first().waitFor()
    await act(page)
    await page.evaluate(() => document.fonts.ready)
    await page.screenshot({ path: path.join(folder, `${name}-${look.theme}-${look.width}.png`), fullPage: true })
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true)
    expect(seat.errors).toEqual([])
    await seat.context.close()
  })
})
