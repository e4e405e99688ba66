import { mkdtempSync, readdirSync, rmSync, utimesSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { openLocalStore } from '@certloom/server/files/localStore'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { describeFileStore } from './storeContract.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'certloom-store-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

describeFileStore(() => openLocalStore(folder))

async function* words(): AsyncGenerator<Uint8Array> {
  yield Buffer.from('words')
}

test('uploads that a crash cut off are cleared away, and one under way is left alone', async () => {
  const store = openLocalStore(folder)
  const [abandoned, underWay] = [await store.stage(words()), await store.stage(words())]
  const yesterday = new Date(Date.now() - 86_400_000)
  utimesSync(abandoned.path, yesterday, yesterday)
  await store.discardLeftovers(new Date(Date.now() - 3_600_000))
  expect(readdirSync(path.join(folder, 'incoming'))).toEqual([path.basename(underWay.path)])
})
