import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { signUp } from '../support/people.ts'
import { filesOnDisk, send, upload } from '../support/uploads.ts'
import { startWorld } from '../support/world.ts'

/** A disk of 4 MB; only the root of a Linux may make one. */
const folder = mkdtempSync(path.join(tmpdir(), 'certloom-disk-'))
const isMounted = mount()
function mount(): boolean {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=4m', 'certloom-test', folder], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

let world: Awaited<ReturnType<typeof startWorld>>
beforeAll(async () => {
  if (isMounted) world = await startWorld({ dataDir: folder })
})
afterAll(async () => {
  if (!isMounted) return rmSync(folder, { recursive: true })
  await world.stop()
  execFileSync('umount', [folder])
  rmSync(folder, { recursive: true })
})

test.skipIf(!isMounted)('a full disk refuses a file with a clear word, and has the room again that it took', async () => {
  const olivia = await signUp(world, 'Olivia', 'Harbor Compliance')
  const { id } = await olivia.api.customers.create({ company_name: 'Acme Corp' })
  const refused = await send(olivia, id, 'large.txt', 'x'.repeat(6_000_000))
  expect(refused.status).toBe(503)
  expect(await refused.json()).toMatchObject({ code: 'unavailable', detail: expect.stringContaining('no room left') })
  expect(filesOnDisk(world)).toEqual({ kept: 0, incoming: 0 })
  expect(await world.sql('select 1 from storage_file')).toEqual([])
  await upload(olivia, id, 'small.txt', 'x'.repeat(2_000_000))
  expect(filesOnDisk(world)).toEqual({ kept: 1, incoming: 0 })
})
