import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { listSection, tableSection, textSection } from '@certloom/shared/collab/documentDoc'
import { addItems, itemText } from '@certloom/shared/collab/listDoc'
import { liveRows, moveRow, removeRow } from '@certloom/shared/collab/rowsDoc'
import { addTableRows, cellText } from '@certloom/shared/collab/tableDoc'
import type { DocumentDetail } from '@certloom/shared/documents/contract'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { fillSection } from '../documents/fillSection.ts'
import { type Look, openBrowser, type Theme, takeSeat } from '../support/browser.ts'
import { commitments, makeDocument, objectives, roles } from '../support/documents.ts'
import { join } from '../support/live.ts'
import { invite, type Person, signUp } from '../support/people.ts'
import { startWorld, type World } from '../support/world.ts'

/** Pictures of two versions side by side: `.data/gallery/<screen>-<theme>-<width>.png`. */
const folder = path.resolve(import.meta.dirname, '../../.data/gallery')

let world: World
let browser: Browser
let olivia: Person
let document: DocumentDetail
beforeAll(async () => {
  mkdirSync(folder, { recursive: true })
  ;[world, browser] = await Promise.all([startWorld(), openBrowser()])
  olivia = await signUp(world, 'Olivia Brandt', 'Harbor Compliance')
  document = await makeDocument(olivia, 'Acme Corp')
  await write()
})
afterAll(async () => {
  await browser.close()
  await world.stop()
})

/** A text, a list and a table as of revision 1, worked on by somebody else since. */
async function write(): Promise<void> {
  const { room, content } = document
  const ben = await invite(world, olivia, 'Benjamin Maximilian von Hohenstein-Oberwald', 'member')
  const columns = content.fillable_sections.find(({ id }) => id === roles)?.columns ?? []
  const [first = { id: '' }] = columns
  const own = await join(world, olivia, room)
  const texts = [
    'The board owns this policy and reviews it once a year.',
    'Every team follows it.',
    'Suppliers follow it, too.',
    'The end.',
  ]
  for (const words of texts) {
    const paragraph = new Y.XmlElement('paragraph')
    paragraph.insert(0, [new Y.XmlText(words)])
    const text = textSection(own.doc, objectives)
    text.insert(text.length, [paragraph])
  }
  addItems(listSection(own.doc, commitments), ['Train all people', 'Lock the doors', 'Back up what matters', 'Learn from incidents'])
  addTableRows(
    tableSection(own.doc, roles),
    columns,
    ['Policy owner', 'Deputy', 'Auditor', 'Trainer'].map((role) => ({ [first.id]: role })),
  )
  await own.saved()
  await world.app.services.live.store(room)
  own.leave()
  const other = await join(world, ben, room)
  const list = listSection(other.doc, commitments)
  const [train, lock, backUp] = liveRows(list)
  if (train && lock && backUp) {
    itemText(train.row)?.insert(10, 'new ')
    removeRow(list, lock.id)
    moveRow(list, backUp.id, null)
  }
  addItems(list, ['Test the restore'])
  const table = tableSection(other.doc, roles)
  const [owner, deputy] = liveRows(table)
  if (owner && deputy) {
    cellText(owner.row, first.id)?.insert(0, 'Information security ')
    removeRow(table, deputy.id)
  }
  addTableRows(table, columns, [{ [first.id]: 'Data protection officer' }])
  other.erase(objectives, 46, 7)
  await other.saved()
  other.leave()
  await fillSection(world, ben, room, objectives, 'Whoever finds a gap reports it the same day.')
}

const looks = (['light', 'dark'] as Theme[]).flatMap((theme) => ([1440, 375] as const).map((width) => ({ theme, width })))

describe.each<Required<Look>>(looks)('$theme at $width', (look) => {
  test.each([
    { name: 'compare', search: 'compare=1', ready: 'Whoever finds a gap' },
    { name: 'compare-same', search: 'compare=1&version=1', ready: 'Both say the same' },
    { name: 'compare-missing', search: 'compare=99', ready: 'This document has no revision 99' },
    { name: 'version-actions', search: 'version=1', ready: 'Compare with now' },
  ])('$name', async ({ name, search, ready }) => {
    const seat = await takeSeat(browser, world, olivia, look)
    await seat.page.goto(`/documents/${document.id}?${search}`)
    const view = seat.page.getByRole('region', { name: /^(Comparison|Revision 1)$/ })
    await (name === 'version-actions' ? seat.page : view).getByText(ready).first().waitFor()
    await seat.page.evaluate(() => globalThis.document.fonts.ready)
    await seat.page.screenshot({ path: path.join(folder, `${name}-${look.theme}-${look.width}.png`) })
    expect(await seat.page.evaluate(() => globalThis.document.documentElement.scrollWidth <= innerWidth)).toBe(true)
    expect(seat.errors.filter((error) => !error.includes('404'))).toEqual([])
    await seat.context.close()
  })
})
