import type { Browser, BrowserContext, Locator, Page } from 'playwright-core'
import { expect } from 'vitest'
import { type Seat, takeSeat } from '../support/browser.ts'
import { makeDocument, objectives, readDocument, textOf } from '../support/documents.ts'
import { invite, type Person, password } from '../support/people.ts'
import type { World } from '../support/world.ts'

/** The mandatory text section that these tests write in. */
export const title = 'Security objectives and direction'

export const section = (page: Page, name = title): Locator => page.getByRole('textbox', { name })
export const status = (page: Page, text: RegExp): Promise<void> => page.locator('header [data-kind]').filter({ hasText: text }).waitFor()
/** The page is not for whoever is signed in now. */
export const replacedNotice = (page: Page): Locator =>
  page.getByRole('alert').filter({ hasText: 'Somebody else has signed in on this browser' })
export const notice = (page: Page): Locator => page.getByRole('alert').filter({ hasText: 'could not be merged' })

export async function openPage(context: BrowserContext, documentId: string): Promise<Page> {
  const page = await context.newPage()
  await page.goto(`/documents/${documentId}`)
  await section(page).waitFor()
  return page
}

export type Visit = { person: Person; seat: Seat; page: Page; id: string; room: string }

type Place = { world: World; browser: Browser; owner: Person }

/**
 * A member of their own, with a document of their own open and saved.
 * @param at where their browser finds the server, if not directly
 * @param hearsOthers whether the page hears what others change, and reads it again
 */
export async function visit(
  { world, browser, owner }: Place,
  customer: string,
  at: { url: string } = world,
  { keepsShell = false, hearsOthers = true }: { keepsShell?: boolean; hearsOthers?: boolean } = {},
): Promise<Visit> {
  const person = await invite(world, owner, 'Ben', 'member')
  const { id, room } = await makeDocument(owner, customer)
  const seat = await takeSeat(browser, at, person, { keepsShell })
  if (!hearsOthers) await seat.page.route('**/api/v1/events?*', (route) => route.abort())
  await seat.page.goto(`/documents/${id}`)
  await section(seat.page).waitFor()
  await status(seat.page, /^Saved/)
  return { person, seat, page: seat.page, id, room }
}

export async function write(page: Page, text: string): Promise<void> {
  await section(page).click()
  await page.keyboard.press('Control+End')
  await page.keyboard.type(text)
}

/** Waits until the words of the section, as REST answers them to its owner, are these. */
export async function isStored(
  { world, owner }: Omit<Place, 'browser'>,
  { id, room }: Pick<Visit, 'id' | 'room'>,
  text: string,
): Promise<void> {
  const stored = async () => {
    await world.app.services.live.store(room)
    return textOf(await readDocument(owner, id), objectives)
  }
  await expect.poll(stored).toBe(text)
}

export async function signIn(page: Page, email: string): Promise<void> {
  await page.getByLabel('E-mail').fill(email)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.waitForURL((url) => !url.pathname.startsWith('/login'))
}

/** What a store of this browser holds for its person: this field of each. */
export const keptOn = (page: Page, store: 'rooms' | 'documents' | 'updates', field: 'room' | 'id'): Promise<string[]> =>
  page.evaluate(
    async ([from, wanted]) => {
      const databases = await indexedDB.databases()
      const name = databases.find((database) => database.name?.startsWith('certloom:'))?.name ?? ''
      const db = await new Promise<IDBDatabase>((resolve) => {
        const opening = indexedDB.open(name)
        opening.onsuccess = () => resolve(opening.result)
      })
      const all = await new Promise<Record<string, string>[]>((resolve) => {
        const asking = db.transaction(from).objectStore(from).getAll()
        asking.onsuccess = () => resolve(asking.result)
      })
      db.close()
      return all.map((one) => one[wanted] ?? '')
    },
    [store, field] as const,
  )
