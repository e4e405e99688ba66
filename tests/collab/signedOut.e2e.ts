import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { expectAccessible, openBrowser } from '../support/browser.ts'
import { type Line, openLine } from '../support/line.ts'
import { invite, type Person, signUp } from '../support/people.ts'
import { startWorld, type World } from '../support/world.ts'
import { isStored, replacedNotice, section, signIn, status, type Visit, visit as visitAt, write } from './offlinePage.ts'

let world: World
let browser: Browser
let owner: Person
beforeAll(async () => {
  ;[world, browser] = await Promise.all([startWorld(), openBrowser()])
  owner = await signUp(world, 'Olivia', 'Harbor Compliance')
})
afterAll(async () => {
  await browser.close()
  await world.stop()
})

const arrives = (at: Pick<Visit, 'id' | 'room'>, text: string): Promise<void> => isStored({ world, owner }, at, text)

type Case = Visit & { line: Line }

/** Ben has typed without a line, and is signed out before it is back. */
async function signedOutMeanwhile(customer: string): Promise<Case> {
  const line = await openLine(world.url)
  // Whatever it read again just then would tell the page that nobody is signed in before its room does, and send it to the login.
  const visit = await visitAt({ world, browser, owner }, customer, line, { hearsOthers: false })
  await visit.page.clock.install()
  line.cut()
  await status(visit.page, /^Offline/)
  await write(visit.page, 'Typed by Ben.')
  await status(visit.page, /^Offline, 1 change kept$/)
  await visit.person.api.accounts.logoutEverywhere()
  line.restore()
  await notice(visit.page).waitFor()
  return { ...visit, line }
}

const notice = (page: Page) => page.getByRole('alert').filter({ hasText: 'You are signed out' })

async function end({ seat, line }: Case): Promise<void> {
  await seat.context.close()
  line.close()
}

async function signOut(page: Page, email: string): Promise<void> {
  await page.getByRole('button', { name: email }).click()
  await page.getByRole('menuitem', { name: 'Sign out', exact: true }).click()
  await page.waitForURL('**/login')
}

test('signed out elsewhere while they write: the page says so and goes on once they have signed in in another tab', async () => {
  const visit = await signedOutMeanwhile('Another tab')
  const { person, seat, page } = visit
  await notice(page).getByText('What you typed is kept on this device and sent when you are back here.', { exact: false }).waitFor()
  await expectAccessible(page)
  const second = await seat.context.newPage()
  await second.goto('/login')
  await signIn(second, person.email)
  await notice(page).getByRole('button', { name: 'Go on here' }).click()
  await status(page, /^Saved/)
  await arrives(visit, 'Typed by Ben.')
  await write(page, ' And then.')
  await arrives(visit, 'Typed by Ben. And then.')
  await end(visit)
})

/** Whatever the page reads next shows it that nobody is signed in. */
async function isAskedToSignIn(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Customers' }).click()
  await page.waitForURL('**/login?*')
}

test('signed out elsewhere, they sign in where they are asked to: the document goes on, and what they typed is sent', async () => {
  const visit = await signedOutMeanwhile('The same tab')
  const { person, page } = visit
  await isAskedToSignIn(page)
  await signIn(page, person.email)
  await page.goBack()
  await status(page, /^Saved/)
  await arrives(visit, 'Typed by Ben.')
  await write(page, ' And then.')
  await arrives(visit, 'Typed by Ben. And then.')
  await end(visit)
})

test('somebody else signs in where they are asked to, however late: nothing of what was typed is shown or sent', async () => {
  const visit = await signedOutMeanwhile('Somebody else')
  const { page, id } = visit
  await isAskedToSignIn(page)
  await page.clock.fastForward('10:00')
  const cara = await invite(world, owner, 'Cara', 'member')
  await signIn(page, cara.email)
  await page.getByRole('link', { name: 'Documents' }).click()
  await page.locator(`a[href^="/documents/${id}"]`).first().click()
  await page.waitForURL(`**/documents/${id}`)
  await status(page, /^Saved/)
  expect(await section(page).innerText()).not.toContain('Typed by Ben')
  await arrives(visit, '')
  await end(visit)
})

test('a page is its person’s, whoever is signed in meanwhile and even without a network, and goes on when they are back', async () => {
  const visit = await visitAt({ world, browser, owner }, 'Back again')
  const { person, seat, page } = visit
  const seen = page.locator('#root')
  const cara = await invite(world, owner, 'Cara', 'member')
  await page.route('**/auth/me', (route) => route.abort())
  const second = await seat.context.newPage()
  await second.goto('/login')
  await signIn(second, cara.email)
  await second.getByRole('button', { name: cara.email }).waitFor()
  await replacedNotice(page).waitFor()
  await page.waitForEvent('requestfailed', (request) => request.url().endsWith('/auth/me'))
  await expectAccessible(page)
  expect(await section(page).isVisible()).toBe(false)
  expect(await seen.textContent()).toContain(person.email)

  await page.unroute('**/auth/me')
  await second.goto('/login')
  await signIn(second, person.email)
  await replacedNotice(page).waitFor({ state: 'detached' })
  await status(page, /^Saved/)
  await write(page, 'Typed by Ben.')
  await arrives(visit, 'Typed by Ben.')
  await seat.context.close()
})

test('signed out in one tab, they are asked to sign in in every other; whoever does it in one, sees it go on there', async () => {
  const visit = await visitAt({ world, browser, owner }, 'Every tab')
  const { person, seat, page } = visit
  const second = await seat.context.newPage()
  await second.goto('/my-work')
  await signOut(second, person.email)
  await page.waitForURL('**/login?*')
  expect(await section(page).count()).toBe(0)
  await signIn(page, person.email)
  await status(page, /^Saved/)
  await write(page, 'Typed by Ben.')
  await arrives(visit, 'Typed by Ben.')
  await seat.context.close()
})

test('a comment that waits is not sent in the name of somebody else who signs in, but once its writer is back', async () => {
  const line = await openLine(world.url)
  const { person, seat, page, id } = await visitAt({ world, browser, owner }, 'A comment', line)
  line.cut()
  await status(page, /^Offline/)
  await page.keyboard.press('Control+Alt+m')
  await page.getByRole('textbox', { name: 'New comment' }).fill('Said by Ben.')
  await page.getByRole('button', { name: 'Comment', exact: true }).click()
  const thread = page.locator('[data-thread]').filter({ hasText: 'Said by Ben.' })
  await thread.getByText('kept on this device').waitFor()

  const cara = await invite(world, owner, 'Cara', 'member')
  const second = await seat.context.newPage()
  await second.goto(`${world.url}/login`)
  await signIn(second, cara.email)
  const tried = page.waitForResponse((answer) => answer.request().method() === 'POST' && answer.url().endsWith('/comment-threads'))
  line.restore()
  expect((await tried).status()).toBe(409)
  await replacedNotice(page).waitFor()
  const said = async () => (await owner.api.comments.list({ document_id: id })).data.flatMap(({ comments }) => comments)
  expect(await said()).toEqual([])

  await replacedNotice(page).getByRole('button', { name: 'Reload' }).click()
  await status(page, /^Saved/)
  await signOut(page, cara.email)
  await signIn(page, person.email)
  await page.goto(`/documents/${id}?comments=all`)
  await thread.getByRole('button', { name: 'Resolve' }).waitFor()
  expect((await said()).map(({ author, body }) => ({ id: author.id, body }))).toEqual([{ id: person.me.user.id, body: 'Said by Ben.' }])
  await seat.context.close()
  line.close()
})

test('a comment that is begun and not sent is found by its writer alone, and stays as internal as it was', async () => {
  const { person, seat, page, id } = await visitAt({ world, browser, owner }, 'A draft')
  const field = page.getByRole('textbox', { name: 'New comment' })
  const internal = page.getByRole('checkbox', { name: 'Internal' })
  const begin = async (): Promise<void> => {
    await page.goto(`/documents/${id}`)
    await status(page, /^Saved/)
    await page.keyboard.press('Control+Alt+m')
    await field.waitFor()
  }
  await begin()
  await field.fill('They will not pass like this.')
  await internal.check()
  await signOut(page, person.email)
  const cara = await invite(world, owner, 'Cara', 'member')
  await signIn(page, cara.email)
  await begin()
  expect(await field.inputValue()).toBe('')
  expect(await internal.isChecked()).toBe(false)
  await signOut(page, cara.email)
  await signIn(page, person.email)
  await begin()
  expect(await field.inputValue()).toBe('They will not pass like this.')
  expect(await internal.isChecked()).toBe(true)
  await page.getByRole('button', { name: 'Comment', exact: true }).click()
  await page
    .locator('[data-thread]')
    .filter({ hasText: 'They will not pass like this.' })
    .getByRole('button', { name: 'Resolve' })
    .waitFor()
  const { data } = await owner.api.comments.list({ document_id: id })
  expect(data.map(({ is_internal }) => is_internal)).toEqual([true])
  await seat.context.close()
})
