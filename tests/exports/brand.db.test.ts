import sharp from 'sharp'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { problemOf } from '../support/client.ts'
import { makeDocument } from '../support/documents.ts'
import { invite, type Person, signUp } from '../support/people.ts'
import { unzip } from '../support/unzip.ts'
import { startWorld, type World } from '../support/world.ts'

let world: World
let olivia: Person
let rita: Person
beforeAll(async () => {
  world = await startWorld()
  olivia = await signUp(world, 'Olivia', 'Harbor Compliance')
  rita = await invite(world, olivia, 'Rita', 'reviewer')
})
afterAll(() => world.stop())

const picture = (format: 'png' | 'jpeg' = 'png', width = 1_800) =>
  sharp({ create: { width, height: 300, channels: 3, background: '#0b6e4f' } })
    .withExif({ IFD0: { Copyright: 'Nobody else knows this' } })
    [format]()
    .toBuffer()
const give = (logo: Buffer) => olivia.api.organizations.changeBrand({ logo: logo.toString('base64') })
const sizeOf = async (address: string | null) => sharp(Buffer.from(address?.split(',')[1] ?? '', 'base64')).metadata()

test('a logo is drawn anew, as large as it is printed and without what was written beside it', async () => {
  const { logo } = await give(await picture('jpeg'))
  expect(await sizeOf(logo)).toMatchObject({ format: 'png', width: 900, height: 150 })
  expect(Buffer.from(logo?.split(',')[1] ?? '', 'base64').includes('Nobody else knows this')).toBe(false)
  expect((await rita.api.organizations.brand()).logo).toBe(logo)
})

test('what is no picture, too large, or too light to read changes nothing, and only who administers changes any of it', async () => {
  const before = await olivia.api.organizations.brand()
  const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><image href="http://127.0.0.1:9/x"/></svg>')
  for (const bad of [svg, Buffer.from('no picture'), (await picture()).subarray(0, 60), Buffer.alloc(500_001)])
    expect((await problemOf(give(bad))).code).toBe('invalid_input')
  for (const color of ['ffff66', 'red', 'FFFFFF', '#000000', '0b6e4f; background: url(x)'])
    expect((await problemOf(olivia.api.organizations.changeBrand({ color }))).code).toBe('invalid_input')
  expect((await problemOf(rita.api.organizations.changeBrand({ color: '0b6e4f' }))).code).toBe('forbidden')
  expect(await olivia.api.organizations.brand()).toEqual(before)
})

test('exported files carry both, another organization’s neither, and the change is on record', async () => {
  await give(await picture())
  await olivia.api.organizations.changeBrand({ color: '0b6e4f' })
  const sten = await signUp(world, 'Sten', 'Northlight Advisors')
  expect(await mediaOf(olivia)).toEqual({ pictures: 2, isGreen: true })
  expect(await mediaOf(sten)).toEqual({ pictures: 1, isGreen: false })
  const { data } = await olivia.api.activity.list({ entity_id: olivia.me.organization.id })
  expect(data[0]).toMatchObject({ action: 'organization.changed', after: { brand_color: '0b6e4f', has_logo: true } })
  await olivia.api.organizations.changeBrand({ color: null, logo: null })
  expect(await mediaOf(olivia)).toEqual({ pictures: 1, isGreen: false })
})

/** How many pictures are in an exported draft, the mark of a draft among them, and whether it has the colour. */
async function mediaOf(by: Person) {
  const { id } = await makeDocument(by, `Acme ${crypto.randomUUID()}`)
  const job = await by.api.exports.exportDocument({ document_id: id, format: 'docx' })
  await vi.waitFor(async () => expect((await by.api.exports.get({ export_id: job.id })).status).toBe('done'), { timeout: 20_000 })
  const file = await by.fetch(`/api/v1/exports/${job.id}/download`)
  const parts = await unzip(Buffer.from(await file.arrayBuffer()))
  return {
    pictures: [...parts.keys()].filter((name) => name.startsWith('word/media/')).length,
    isGreen: parts.get('word/styles.xml')?.includes('0b6e4f') ?? false,
  }
}
