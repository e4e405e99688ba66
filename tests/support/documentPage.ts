import type { Browser, Locator, Page } from 'playwright-core'
import { expectCalm, type Look, type Seat, takeSeat } from './browser.ts'
import type { Visitor } from './client.ts'
import type { World } from './world.ts'

/** One section of a document's page, by its title. */
export const part = (page: Page, title: string): Locator => page.getByRole('region', { name: title, exact: true })

/** Resolves once the header says this about what was typed. */
export const status = (page: Page, words: RegExp): Promise<void> => page.locator('header [data-kind]').filter({ hasText: words }).waitFor()

export const savedIn = (page: Page): Promise<void> => status(page, /^Saved/)

/** The words of a list, item by item. */
export const itemsIn = (page: Page, title: string): Promise<string[]> =>
  part(page, title)
    .locator('textarea')
    .evaluateAll((fields) => fields.map((field) => (field as HTMLTextAreaElement).value))

/** The words of a table, row by row. */
export const rowsIn = (page: Page, title: string): Promise<string[][]> =>
  part(page, title)
    .locator('tbody tr')
    .evaluateAll((rows) =>
      rows.map((row) => [...row.querySelectorAll('[data-words]')].map((words) => (words.textContent ?? '').replaceAll('\u200b', ''))),
    )

/** What an element or field says, without the names at other people's carets; for `evaluate`. */
export const wordsOf = (element: Element | null): string => {
  if (element instanceof HTMLTextAreaElement) return element.value
  const copy = element?.cloneNode(true) as HTMLElement
  for (const caret of copy.querySelectorAll('.collaboration-carets__caret, .ProseMirror-trailingBreak')) caret.remove()
  return (copy.textContent ?? '').replaceAll('\u2060', '')
}

type Opening = Look & {
  locale?: string
  /** Looks at the page before it is opened. */
  prepare?: (page: Page) => Promise<void>
  /** What must be there before the test goes on. */
  until?: (page: Page) => Locator
}

/** Opens a document in a browser of this person's own. */
export async function openDocument(
  { browser, world }: { browser: Browser; world: Pick<World, 'url'> },
  visitor: Visitor,
  address: string,
  { prepare, until, ...look }: Opening = {},
): Promise<Seat> {
  const seat = await takeSeat(browser, world, visitor, look)
  await prepare?.(seat.page)
  await seat.page.goto(`/documents/${address}`)
  await until?.(seat.page).waitFor()
  await seat.page.evaluate(() => document.fonts.ready) // a font that comes later moves what is about to be clicked
  return seat
}

/** Closes browsers in which nothing went wrong. */
export async function leave(...seats: Seat[]): Promise<void> {
  for (const seat of seats) {
    expectCalm(seat)
    await seat.context.close()
  }
}
