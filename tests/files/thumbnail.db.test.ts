import { deflateSync } from 'node:zlib'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { picture, pngChunk } from '../evidence/sampleFiles.ts'
import { pdf } from '../support/files.ts'
import { type Person, signUp } from '../support/people.ts'
import { upload } from '../support/uploads.ts'
import { startWorld, type World } from '../support/world.ts'

let world: World
let olivia: Person
let customerId: string
beforeAll(async () => {
  world = await startWorld()
  olivia = await signUp(world, 'Olivia', 'Harbor Compliance')
  customerId = (await olivia.api.customers.create({ company_name: 'Acme Corp' })).id
})
afterAll(() => world.stop())

async function thumbnailOf(name: string, content: Buffer, headers: Record<string, string> = {}): Promise<Response> {
  const { file } = await upload(olivia, customerId, name, new Uint8Array(content), { file_type: 'attachment' })
  return olivia.fetch(`/api/v1/files/${file.id}/thumbnail`, { headers })
}

test.each(['jpeg', 'png', 'webp', 'gif'] as const)('a %s is shown small, without what the camera wrote beside it', async (format) => {
  const photo = await sharp({ create: { width: 1600, height: 900, channels: 3, background: '#3a6' } })
    .withExif({ IFD0: { Copyright: 'Somebody' } })
    .toFormat(format)
    .toBuffer()
  const response = await thumbnailOf(`photo.${format}`, photo)
  expect([response.status, response.headers.get('content-type')]).toEqual([200, 'image/webp'])
  const shown = await sharp(Buffer.from(await response.arrayBuffer())).metadata()
  expect([shown.width, shown.height, shown.exif]).toEqual([480, 270, undefined])
})

test('a photo taken upright stands upright', async () => {
  const photo = await sharp({ create: { width: 800, height: 400, channels: 3, background: '#3a6' } })
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer()
  const shown = await sharp(Buffer.from(await (await thumbnailOf('upright.jpg', photo)).arrayBuffer())).metadata()
  expect([shown.width, shown.height]).toEqual([240, 480])
})

test('who has it already is sent nothing', async () => {
  const first = await thumbnailOf('again.png', picture(40))
  const again = await olivia.fetch(new URL(first.url).pathname, { headers: { 'if-none-match': first.headers.get('etag') ?? '' } })
  expect([again.status, await again.text()]).toEqual([304, ''])
})

/** A picture that says it has 30,000 by 30,000 points, in a few kilobytes. */
function bomb(): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(30_000, 0)
  header.writeUInt32BE(30_000, 4)
  header.set([1, 0], 8)
  const chunks = [pngChunk('IHDR', header), pngChunk('IDAT', deflateSync(Buffer.alloc(4_000_000))), pngChunk('IEND', Buffer.alloc(0))]
  return Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), ...chunks])
}

test('there is none of a picture that would explode, a damaged one, or what is no picture; the server goes on', async () => {
  const started = performance.now()
  const hostile = await Promise.all([
    thumbnailOf('bomb.png', bomb()),
    thumbnailOf('broken.png', picture(400).subarray(0, 2_000)),
    thumbnailOf('report.pdf', pdf),
  ])
  expect(hostile.map(({ status }) => status)).toEqual([404, 404, 404])
  expect(performance.now() - started).toBeLessThan(10_000)
  expect((await thumbnailOf('fine.png', picture(40))).status).toBe(200)
})

test('many are made without one waiting for ever', async () => {
  const { file } = await upload(olivia, customerId, 'many.png', new Uint8Array(picture(300)), { file_type: 'attachment' })
  const answers = await Promise.all(Array.from({ length: 30 }, () => olivia.fetch(`/api/v1/files/${file.id}/thumbnail`)))
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]))
})
