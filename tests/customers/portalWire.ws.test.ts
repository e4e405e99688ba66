import type { LiveEvent } from '@certloom/shared/events/contract'
import { HocuspocusProvider, HocuspocusProviderWebsocket } from '@hocuspocus/provider'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import * as Y from 'yjs'
import { addressesOf, readable } from '../support/addresses.ts'
import { objectives } from '../support/documents.ts'
import { join, ticketFor } from '../support/live.ts'
import { invite, type Person, signUp } from '../support/people.ts'
import { startWorld, type World } from '../support/world.ts'
import { newTask } from '../tasks/newTask.ts'
import { furnish, type Place, staff } from './furnish.ts'

/** Stands in everything that another customer, the organization itself and another organization say. */
const secret = 'Heron'

let world: World
let ines: Person
let own: Place
let others: Place[]
const people: Person[] = []

beforeAll(async () => {
  world = await startWorld()
  ines = await signUp(world, 'Ines Duarte', 'Harbor Compliance')
  const stranger = await signUp(world, `Owner of ${secret}`, `${secret} Advisors`)
  const add = async (by: Person, company_name: string) => (await by.api.customers.create({ company_name })).id
  const acme = await add(ines, 'Acme Corp')
  own = await staff(world, ines, await furnish(world, ines, acme, 'one’s own customer', 'Acme'), 'Acme')
  const self = (await ines.api.customers.list({})).data.find((customer) => customer.is_self)?.id ?? ''
  others = [
    await staff(world, ines, await furnish(world, ines, await add(ines, `${secret} Ltd`), 'another customer', secret), secret),
    await furnish(world, ines, self, 'the organization itself', secret),
    await staff(
      world,
      stranger,
      await furnish(world, stranger, await add(stranger, `${secret} Inc`), 'another organization', secret),
      secret,
    ),
  ]
  for (const role of ['manager', 'contributor', 'viewer'] as const) people.push(await invite(world, ines, `Acme ${role}`, role, acme))
})
afterAll(() => world.stop())

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

describe('whoever works for a customer, with the ids of everything else in hand', () => {
  test('reads their own by the same addresses', async () => {
    const [manager] = people
    const read = new Set<string>()
    for (const one of await readable(world))
      for (const address of addressesOf(one, own.ids)) {
        const answer = await manager?.fetch(address)
        if (answer?.status === 200 && (await answer.text()).includes('Acme')) read.add(one.path.replace(/^\/api\/v1/, ''))
      }
    const told = ['/customers/{customer_id}', '/customer-documents/{document_id}', '/tasks/{task_id}', '/evidence/{evidence_id}']
    expect([...read]).toEqual(expect.arrayContaining([...told, '/files/{file_id}/download', '/activity', '/members', '/teams']))
  })

  test.each(['manager', 'contributor', 'viewer'])('reads nothing of it as a %s, by whatever address', async (role) => {
    const person = people.find((candidate) => candidate.me.role === role)
    const leaks: string[] = []
    for (const one of await readable(world))
      for (const place of others)
        for (const address of addressesOf(one, place.ids)) {
          const answer = await person?.fetch(address)
          const text = (await answer?.text()) ?? ''
          const foreign = Object.values(place.ids).filter((id) => uuid.test(id) && text.includes(id) && !address.includes(id))
          if (text.toLowerCase().includes(secret.toLowerCase()) || foreign.length > 0)
            leaks.push(`${address} tells of ${place.name}: ${text.slice(0, 200)}`)
        }
    expect(leaks).toEqual([])
  })

  test('hears nothing of it', async () => {
    const [manager] = people
    if (!manager) throw new Error('nobody')
    const heard: LiveEvent[] = []
    const stop = new AbortController()
    const stream = await manager.api.events.subscribe({}, { signal: stop.signal })
    const reading = (async () => {
      for await (const event of stream) heard.push(event)
    })().catch(() => {})
    for (const place of others.slice(0, 2)) await newTask(ines, place.ids.customer_id ?? '', { title: `Heard of ${secret}` })
    const last = await newTask(ines, own.ids.customer_id ?? '', { title: 'Heard of Acme' })
    await vi.waitFor(() => expect(heard.map(({ id }) => id)).toContain(last.id))
    expect(heard.map(({ id }) => id)).toEqual([last.id])
    stop.abort()
    await reading
  })

  test('enters none of its rooms, with a ticket for that room or for their own', async () => {
    for (const person of people) {
      for (const { room } of others) {
        for (const asked of [room, own.room]) {
          const editor = await join(world, person, room, { waitForSync: false, ticket: await ticketFor(person, asked) })
          await vi.waitFor(() => expect(editor.refusal()).toBeDefined())
          expect(editor.words(objectives)).toBe('')
          editor.leave()
        }
      }
    }
  })

  test('learns nothing over a socket that is in their own room already', async () => {
    const [manager] = people
    if (!manager) throw new Error('nobody')
    const socket = new HocuspocusProviderWebsocket({ url: `${world.url.replace('http', 'ws')}/collab` })
    const provide = (room: string, token: string): HocuspocusProvider => {
      const provider = new HocuspocusProvider({ websocketProvider: socket, name: room, document: new Y.Doc(), token })
      provider.attach()
      return provider
    }
    const home = provide(own.room, await ticketFor(manager, own.room))
    await vi.waitFor(() => expect(home.isSynced).toBe(true))
    const foreign = await Promise.all(others.map(async ({ room }) => provide(room, await ticketFor(manager, own.room))))
    const editor = await join(world, manager, own.room)
    editor.type(objectives, ' Acme goes on.')
    await editor.saved()
    for (const provider of foreign) {
      expect(provider.isSynced).toBe(false)
      expect([...provider.document.share.keys()]).toEqual([])
    }
    editor.leave()
    for (const provider of [home, ...foreign]) provider.destroy()
    socket.destroy()
  })
})
