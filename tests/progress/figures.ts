import type { Locator, Page } from 'playwright-core'

/** A number of the dashboard on the screen, once it says this. */
export const figure = (page: Page, label: string, count: number): Locator =>
  page.getByRole('list', { name: 'In numbers' }).getByRole('link', { name: new RegExp(`^${label}\\s*${count}(?!\\d)`) })

/** A link of a dashboard, the number at it, and where it leads. */
type CountedLink = { words: string; count: number; href: string }

/** Every link with a number on the dashboard that is shown: the numbers on top, and the states of documents and tasks. */
export async function countedLinks(page: Page): Promise<CountedLink[]> {
  const list = page.getByRole('list', { name: 'In numbers' })
  await list.waitFor()
  const top = await list
    .getByRole('link')
    .evaluateAll((links) => links.map((link) => ({ words: (link as HTMLElement).innerText, href: link.getAttribute('href') ?? '' })))
  const states: { words: string; href: string }[] = []
  for (const of of ['Documents', 'Tasks'])
    states.push(
      ...(await page
        .getByRole('region', { name: of, exact: true })
        .locator('li:has(a)')
        .evaluateAll(
          (lines, of) =>
            lines.map((line) => ({
              words: `${of} ${(line as HTMLElement).innerText}`,
              href: line.querySelector('a')?.getAttribute('href') ?? '',
            })),
          of,
        )),
    )
  return [...top, ...states].map(({ words, href }) => ({
    words: words.replaceAll(/\s+/g, ' '),
    count: Number(/\d+/.exec(words)?.[0]),
    href,
  }))
}

/** A customer's documents with older facts are listed with what they show, in no table. */
const olderFacts = 'section:has(h2:text("older facts")) a[href^="/documents/"]'

/** What of the numbers on top is in no link, or in one with another number: it would open no list, or that of the other one. */
export const strayNumbers = (page: Page): Promise<string[]> =>
  page
    .getByRole('list', { name: 'In numbers' })
    .getByRole('listitem')
    .evaluateAll((items) =>
      items.flatMap((item) => {
        const links = [...item.querySelectorAll('a')].map((link) => link.innerText)
        const outside = links.reduce((words, link) => words.replace(link, ''), (item as HTMLElement).innerText)
        return [...links.filter((words) => words.match(/\d+/g)?.length !== 1), ...(/\d/.test(outside) ? [outside] : [])]
      }),
    )

/** How many things the list on the screen has, to its last page. */
export async function listed(page: Page): Promise<number> {
  const more = page.getByRole('button', { name: 'Show more' })
  if (await more.isVisible()) await more.click()
  return page.getByRole('main').locator(`tbody tr, [data-task], ${olderFacts}`).count()
}
