import { type FileStore, storageKey } from '@certloom/server/files/store'
import { newId } from '@certloom/shared/ids'
import { expect, test } from 'vitest'

const bytesOf = (...parts: string[]): AsyncIterable<Uint8Array> => streamOf(parts)

async function* streamOf(parts: readonly string[]): AsyncGenerator<Uint8Array> {
  for (const part of parts) yield Buffer.from(part)
}

async function* breakingOff(): AsyncGenerator<Uint8Array> {
  yield Buffer.from('The first half')
  throw new Error('the sender went away')
}

async function read(store: FileStore, key: string, range?: { start: number; end: number }): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of await store.open(key, range)) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString()
}

async function keysOf(store: FileStore): Promise<string[]> {
  const keys: string[] = []
  for await (const { key } of store.list()) keys.push(key)
  return keys.sort()
}

const newKey = (): string => storageKey(newId(), newId())

/** What every store of files must do, wherever the bytes lie. Each test gets a store with nothing in it. */
export function describeFileStore(openStore: () => FileStore): void {
  const keep = async (store: FileStore, content: string): Promise<string> => {
    const key = newKey()
    await (await store.stage(bytesOf(content))).keep(key)
    return key
  }

  test('what was kept is read back byte for byte, whole or in part', async () => {
    const store = openStore()
    const key = newKey()
    await (await store.stage(bytesOf('Grüße ', 'from ', 'Lagos'))).keep(key)
    expect(await read(store, key)).toBe('Grüße from Lagos')
    expect(await read(store, key, { start: 8, end: 11 })).toBe('from')
    expect(await store.exists(key)).toBe(true)
  })

  test('what is only staged has no key and can be taken back', async () => {
    const store = openStore()
    const staged = await store.stage(bytesOf('secret'))
    expect(await keysOf(store)).toEqual([])
    await staged.discard()
    await staged.discard()
    await store.discardLeftovers(new Date(Date.now() + 1000))
    await expect(staged.keep(newKey())).rejects.toThrow()
    expect(await keysOf(store)).toEqual([])
  })

  test('a stream that breaks off leaves nothing', async () => {
    const store = openStore()
    await expect(store.stage(breakingOff())).rejects.toThrow('the sender went away')
    expect(await keysOf(store)).toEqual([])
  })

  test('what was deleted is gone, and deleting it again is no error', async () => {
    const store = openStore()
    const [gone, stays] = [await keep(store, 'one'), await keep(store, 'two')]
    await store.delete(gone)
    await store.delete(gone)
    expect(await store.exists(gone)).toBe(false)
    await expect(store.open(gone)).rejects.toMatchObject({ code: 'not_found' })
    expect(await read(store, stays)).toBe('two')
  })

  test('lists every key with the time it was kept', async () => {
    const store = openStore()
    const begun = Date.now() - 2_000
    const keys = [await keep(store, 'a'), await keep(store, 'b'), await keep(store, 'c')]
    expect(await keysOf(store)).toEqual(keys.sort())
    for await (const { keptAt } of store.list()) expect(keptAt.getTime()).toBeGreaterThan(begun)
  })

  test('a key that is none of ours leads nowhere', async () => {
    const store = openStore()
    for (const key of ['../secret.key', '/etc/passwd', `${newId()}/../${newId()}`, '', newId()]) {
      await expect((async () => store.open(key))()).rejects.toThrow('none of ours')
      await expect((async () => (await store.stage(bytesOf('x'))).keep(key))()).rejects.toThrow('none of ours')
    }
  })
}
