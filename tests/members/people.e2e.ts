import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { expectAccessible, expectCalm, openBrowser, takeSeat } from '../support/browser.ts'
import { invite, signUp } from '../support/people.ts'
import { startWorld, type World } from '../support/world.ts'

let world: World
let browser: Browser
beforeAll(async () => {
  ;[world, browser] = await Promise.all([startWorld(), openBrowser()])
})
afterAll(async () => {
  await browser.close()
  await world.stop()
})

test('several people are invited at once; who cannot be stays in the form, with the reason', async () => {
  const olivia = await signUp(world, 'Olivia', 'Harbor Compliance')
  const seat = await takeSeat(browser, world, olivia)
  const { page } = seat
  await page.goto('/people')
  await page.getByRole('button', { name: 'Invite people' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('E-mail').fill(`Ada <ada@example.test>, bo@example.test\n${olivia.email}`)
  await dialog.getByRole('button', { name: 'Send 3 invitations' }).click()
  await dialog.getByRole('alert').getByText(olivia.email).waitFor()
  expect(await dialog.getByLabel('E-mail').inputValue()).toBe(olivia.email)
  await expectAccessible(page)
  await dialog.getByRole('button', { name: 'Cancel' }).click()
  for (const email of ['ada@example.test', 'bo@example.test']) await page.getByText(email).first().waitFor()
  expectCalm(seat)
  await seat.context.close()
})

test('ten thousand pasted addresses are counted, none is invited, and the first two hundred of them can be', async () => {
  const olivia = await signUp(world, 'Olivia', 'Harbor Compliance')
  const seat = await takeSeat(browser, world, olivia)
  const { page } = seat
  const many = Array.from({ length: 10_000 }, (_, at) => `person.${at}@crowd.test`)
  const invited = async () => (await olivia.api.members.invitations({ limit: 200 })).data.length
  await page.goto('/people')
  await page.getByRole('button', { name: 'Invite people' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('E-mail').fill(many.join(', '))
  await dialog.getByText('These are 10,000 addresses. Send at most 200 at a time.').waitFor()
  expect(await dialog.getByRole('button', { name: 'Send 10,000 invitations' }).isDisabled()).toBe(true)
  await expectAccessible(page)
  expect(await invited()).toBe(0)
  await dialog.getByLabel('E-mail').fill(many.slice(0, 200).join('\n'))
  await dialog.getByRole('button', { name: 'Send 200 invitations' }).click()
  await dialog.waitFor({ state: 'detached' })
  expect(await invited()).toBe(200)
  expectCalm(seat)
  await seat.context.close()
})

test('with keys a role is looked for first, and given on Enter', async () => {
  const olivia = await signUp(world, 'Olivia', 'Harbor Compliance')
  const ben = await invite(world, olivia, 'Ben Olsen', 'member')
  const seat = await takeSeat(browser, world, olivia)
  const { page } = seat
  const granted = async () =>
    (await olivia.api.activity.list({ entity_id: ben.me.user.id })).data.filter(({ action }) => action === 'role.granted').length
  await page.goto('/people')
  const role = page.getByRole('combobox', { name: 'Role of Ben Olsen' })
  const before = await granted()
  await role.focus()
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('ArrowUp')
  await page.getByText('Enter changes it, Escape does not').waitFor()
  expect(await role.inputValue()).toBe('admin')
  await expectAccessible(page)
  await page.keyboard.press('Escape')
  expect(await role.inputValue()).toBe('member')
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('Enter')
  await expect.poll(async () => (await olivia.api.members.list({})).data.find(({ name }) => name === 'Ben Olsen')?.role).toBe('reviewer')
  expect(await granted()).toBe(before + 1)
  expectCalm(seat)
  await seat.context.close()
})

test('of two admins who change one role at once, the later is told what the other decided, and nothing is overwritten', async () => {
  const olivia = await signUp(world, 'Olivia', 'Harbor Compliance')
  const ada = await invite(world, olivia, 'Ada Park', 'admin')
  const ben = await invite(world, olivia, 'Ben Olsen', 'member')
  const seat = await takeSeat(browser, world, ada)
  const { page } = seat
  const held = Promise.withResolvers<void>()
  await page.goto('/people')
  const role = page.getByRole('combobox', { name: 'Role of Ben Olsen' })
  await role.waitFor()
  await page.route(`**/members/${ben.me.user.id}`, async (route) => {
    await held.promise
    await route.continue()
  })
  await role.selectOption('viewer')
  await olivia.api.members.changeRole({ user_id: ben.me.user.id, role: 'reviewer', expected_role: 'member' })
  held.resolve()
  await page.getByText('Somebody else changed this role to reviewer meanwhile. Look at it and decide again.').waitFor()
  await expect.poll(() => role.inputValue()).toBe('reviewer')
  expect((await olivia.api.members.list({})).data.find(({ name }) => name === 'Ben Olsen')).toMatchObject({ role: 'reviewer' })
  await expectAccessible(page)
  await page.unroute(`**/members/${ben.me.user.id}`)
  await role.selectOption('viewer')
  await expect.poll(async () => (await olivia.api.members.list({})).data.find(({ name }) => name === 'Ben Olsen')?.role).toBe('viewer')
  expectCalm(seat)
  await seat.context.close()
})

test('a team is made, changed and archived, and somebody else sees it at once', async () => {
  const olivia = await signUp(world, 'Olivia', 'Harbor Compliance')
  const ben = await invite(world, olivia, 'Ben Olsen', 'member')
  const [seat, watcher] = [await takeSeat(browser, world, olivia), await takeSeat(browser, world, ben)]
  await seat.page.goto('/people')
  await watcher.page.goto('/people')
  await watcher.page.getByText('No teams yet').waitFor()
  await seat.page.getByRole('button', { name: 'New team' }).click()
  const dialog = seat.page.getByRole('dialog')
  await dialog.getByLabel('Name').fill('Auditors')
  await dialog.getByRole('combobox', { name: 'Members' }).fill('Ben')
  await dialog.getByRole('option', { name: 'Ben Olsen' }).click()
  await expectAccessible(seat.page)
  await dialog.getByRole('button', { name: 'Make the team' }).click()
  await watcher.page.getByRole('row', { name: /Auditors Ben Olsen/ }).waitFor()
  await seat.page.getByRole('button', { name: 'Archive the team Auditors' }).click()
  await watcher.page.getByText('No teams yet').waitFor()
  for (const each of [seat, watcher]) {
    expectCalm(each)
    await each.context.close()
  }
})

test('two people who each add somebody to a team at once have both in it', async () => {
  const olivia = await signUp(world, 'Olivia', 'Harbor Compliance')
  const ada = await invite(world, olivia, 'Ada Park', 'member')
  await invite(world, olivia, 'Ben Olsen', 'member')
  const { id: team_id } = await olivia.api.teams.create({ name: 'Auditors' })
  const seat = await takeSeat(browser, world, olivia)
  const { page } = seat
  await page.goto('/people')
  await page.getByRole('button', { name: 'Change the team Auditors' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('combobox', { name: 'Members' }).fill('Ben')
  await dialog.getByRole('option', { name: 'Ben Olsen' }).click()
  await olivia.api.teams.update({ team_id, name: 'Night auditors', member_ids: [ada.me.user.id] })
  await page.getByText('Night auditors').waitFor()
  await dialog.getByRole('button', { name: 'Save' }).click()
  await dialog.waitFor({ state: 'detached' })
  const [team] = (await olivia.api.teams.list({})).data
  expect([team?.name, ...(team?.members ?? []).map(({ name }) => name)]).toEqual(['Night auditors', 'Ada Park', 'Ben Olsen'])
  expectCalm(seat)
  await seat.context.close()
})
