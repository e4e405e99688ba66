import { MessageType } from '@hocuspocus/provider'
import { createDecoder, readVarString, readVarUint } from 'lib0/decoding'
import { addressesOf, choicesOf, readable } from '../support/addresses.ts'
import { join } from '../support/live.ts'
import type { Person } from '../support/people.ts'
import type { World } from '../support/world.ts'

/** Where somebody looks: the rooms they join, and the ids that stand in what they ask for. */
export type Sight = { rooms: string[]; ids: Record<string, string> }

/** Each request has a number of its own. */
const withoutNumber = (answer: string): string => answer.replaceAll(/"request_id":"[^"]*"/g, '')

/**
 * Every byte a browser of this person receives from now on: answers to everything that can be read, the stream of events, and the rooms from the
 * first message on.
 */
export async function wiretap(world: World, person: Person, { rooms, ids }: Sight) {
  const addresses = (await readable(world)).flatMap((one) => [...addressesOf(one, ids), ...choicesOf(one, ids)])
  const [heard, frames]: [string[], Buffer[]] = [[], []]
  const events = (await person.fetch('/api/v1/events')).body?.getReader()
  const reading = (async () => {
    const decoder = new TextDecoder()
    for (let part = await events?.read(); part && !part.done; part = await events?.read()) heard.push(decoder.decode(part.value))
  })()
  const clients = await Promise.all(rooms.map((room) => join(world, person, room, { onFrame: (frame) => frames.push(frame) })))
  return {
    frames,
    told: () => heard.join(''),
    async read(): Promise<Map<string, string>> {
      const answers = new Map<string, string>()
      for (const address of addresses) answers.set(address, withoutNumber(await (await person.fetch(address)).text()))
      return answers
    },
    async stop() {
      await events?.cancel() // a signal may have been collected by then, and nobody hears it
      for (const client of clients) client.leave()
      await reading
    },
  }
}

/** Presence is renewed now and then, whatever people say. */
export function isPresence(frame: Buffer): boolean {
  const decoder = createDecoder(frame)
  readVarString(decoder) // the room
  return readVarUint(decoder) === MessageType.Awareness
}

/** The addresses that answered differently. */
export const differing = (before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): string[] =>
  [...before].flatMap(([address, answer]) => (after.get(address) === answer ? [] : [address]))
