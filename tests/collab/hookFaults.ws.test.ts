import { Hocuspocus } from '@hocuspocus/server'
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import { makeDocument, objectives } from '../support/documents.ts'
import { type Editor, join } from '../support/live.ts'
import { invite, type Person, signUp } from '../support/people.ts'
import { expectOnRecord, within } from '../support/record.ts'
import { startWorld, type World } from '../support/world.ts'

/** Every hook that is registered with Hocuspocus. */
const hooks = [
  'onAuthenticate',
  'onLoadDocument',
  'connected',
  'beforeHandleMessage',
  'beforeSync',
  'beforeHandleAwareness',
  'afterHandleMessage',
  'onStateless',
  'onDisconnect',
  'beforeUnloadDocument',
  'afterUnloadDocument',
]

/** The hook that fails the next time it is called, and how often one did. */
let planted: string | undefined
let struck = 0
const unhandled: unknown[] = []
const leaveUnhandled = (reason: unknown): void => void unhandled.push(reason)

let world: World
let olivia: Person
let ben: Person

const { configure: takeSettings, hooks: callHooks } = Hocuspocus.prototype
let settings: object = {}
const configuring = vi.spyOn(Hocuspocus.prototype, 'configure').mockImplementation(function (this: Hocuspocus, given) {
  settings = given
  return takeSettings.call(this, given)
})
const calling = vi.spyOn(Hocuspocus.prototype, 'hooks').mockImplementation(function (this: Hocuspocus, name, payload, callback) {
  return callHooks.call(this, name, name === planted ? poisoned(payload) : payload, callback)
})

/** The same, but whoever first looks at it fails: the hook itself, which begins so. */
const poisoned = <T extends object>(payload: T): T =>
  new Proxy(payload, {
    get(target, key) {
      if (planted === undefined) return Reflect.get(target, key)
      planted = undefined
      struck++
      throw new Error('planted')
    },
  })

beforeAll(async () => {
  process.on('unhandledRejection', leaveUnhandled)
  world = await startWorld()
  olivia = await signUp(world, 'Olivia', 'Harbor Compliance')
  ben = await invite(world, olivia, 'Ben', 'member')
})
afterEach(() => {
  planted = undefined
  struck = 0
})
afterAll(async () => {
  await world.stop()
  process.off('unhandledRejection', leaveUnhandled)
  configuring.mockRestore()
  calling.mockRestore()
})

const roomsInMemory = async (): Promise<string | undefined> =>
  /^certloom_live_rooms (\d+)$/m.exec(await (await fetch(`${world.url}/metrics`)).text())?.[1]

/** Comes in, again if told to come back in a moment. */
async function comeIn(person: Person, room: string): Promise<Editor> {
  const editor = await join(world, person, room, { waitForSync: false })
  await vi.waitFor(() => expect(editor.provider.isSynced || editor.refusal() === 'unavailable').toBe(true), { timeout: 5_000 })
  if (editor.provider.isSynced) return editor
  editor.leave()
  return join(world, person, room)
}

/** A question may be lost with its socket: the page asks again once it is back. */
const savedAtLast = (editor: Editor): Promise<void> =>
  vi.waitFor(
    async () => {
      expect(editor.provider.isSynced).toBe(true)
      await within(500, editor.saved())
    },
    { timeout: 10_000 },
  )

test('every hook that is registered is made to fail here', () => {
  const registered = Object.entries(settings).filter(([, value]) => typeof value === 'function')
  expect(registered.map(([name]) => name).sort()).toEqual([...hooks].sort())
})

test.each(hooks)('a failing %s loses no edit, harms nobody else and leaves no room stuck', async (hook) => {
  const { id, room } = await makeDocument(olivia, `Customer ${crypto.randomUUID()}`)
  const other = await makeDocument(olivia, `Customer ${crypto.randomUUID()}`)
  await vi.waitFor(async () => expect(await roomsInMemory()).toBe('0'))

  planted = hook
  const editor = await comeIn(olivia, room)
  editor.provider.setAwarenessField('section', objectives)
  editor.type(objectives, 'By Olivia. ')
  await savedAtLast(editor)
  editor.leave()
  await vi.waitFor(() => expect(struck).toBe(1))

  const [reader, elsewhere] = await Promise.all([join(world, ben, room), join(world, ben, other.room)])
  expect(reader.words(objectives)).toBe('By Olivia. ')
  reader.type(objectives, 'By Ben.')
  elsewhere.type(objectives, 'Elsewhere.')
  await Promise.all([reader.saved(), elsewhere.saved()])
  for (const each of [reader, elsewhere]) each.leave()
  await expectOnRecord(world.sql, { id, room }, [olivia, ben], 10_000)
  await vi.waitFor(async () => expect(await roomsInMemory()).toBe('0'))
  const again = await join(world, olivia, room)
  expect(again.words(objectives)).toBe('By Olivia. By Ben.')
  again.leave()
  expect(unhandled).toEqual([])
  expect((await fetch(`${world.url}/readyz`)).status).toBe(200)
})
