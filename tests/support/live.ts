import { setTimeout as pause } from 'node:timers/promises'
import { textSection } from '@certloom/shared/collab/documentDoc'
import { schemaVersion } from '@certloom/shared/collab/schemaVersion'
import { HocuspocusProvider, HocuspocusProviderWebsocket } from '@hocuspocus/provider'
import { vi } from 'vitest'
import * as Y from 'yjs'
import { tryAgainOnce } from '../../client/src/collab/tryAgainOnce.ts'
import type { Visitor } from './client.ts'
import type { World } from './world.ts'

/** Somebody in a room with the product's own protocol, as a browser would be, but without one. */
export type Editor = {
  doc: Y.Doc
  provider: HocuspocusProvider
  /** Adds text at the end of a text section, as typing does. */
  type(sectionId: string, text: string): void
  /** Takes characters away, counted from the start of the section's first paragraph. */
  erase(sectionId: string, at: number, length: number): void
  /** The words of a section in this replica. */
  words(sectionId: string): string
  /** Resolves when everything sent so far is committed to PostgreSQL. */
  saved(): Promise<void>
  /** Why the server let this editor not in, or threw it out; undefined while all is well. */
  refusal(): string | undefined
  leave(): void
}

export const ticketFor = async (visitor: Visitor, ...rooms: string[]): Promise<string> =>
  (await visitor.api.collab.ticket({ rooms, schema_version: schemaVersion })).ticket

/** A ticket from a server that may be starting just now: it is asked until it answers, as a page asks it. */
async function ticketOnceThere(visitor: Visitor, room: string): Promise<string> {
  for (let tries = 1; ; tries++) {
    try {
      return await ticketFor(visitor, room)
    } catch (error) {
      if (!(error instanceof TypeError) || tries === 100) throw error // it answered, or is not coming back
      await pause(50)
    }
  }
}

/** Joins a room and waits for the first sync; with `waitForSync: false` it answers at once, for those who will be refused. A `ticket` is used as it is; `onFrame` gets every message, the first too. */
export async function join(
  world: Pick<World, 'url'>,
  visitor: Visitor,
  room: string,
  options: { waitForSync?: boolean; doc?: Y.Doc; ticket?: string; claims?: readonly number[]; onFrame?: (frame: Buffer) => void } = {},
): Promise<Editor> {
  const doc = options.doc ?? new Y.Doc()
  const socket = new HocuspocusProviderWebsocket({
    url: `${world.url.replace('http', 'ws')}/collab`,
    delay: 50,
    minDelay: 50,
    maxDelay: 500,
    jitter: false,
    onClose: () => tryAgainOnce(socket),
  })
  const { onFrame } = options
  if (onFrame) socket.on('message', ({ data }: { data: ArrayBuffer }) => onFrame(Buffer.from(data)))
  let refusal: string | undefined
  const waiting = new Map<number, () => void>()
  let barriers = 0
  const provider = new HocuspocusProvider({
    websocketProvider: socket,
    name: room,
    document: doc,
    token: async () => options.ticket ?? (await ticketOnceThere(visitor, room)),
    onAuthenticationFailed: ({ reason }) => {
      refusal = reason
    },
    onClose: ({ event }) => {
      if (event.reason !== '') refusal = event.reason
    },
    onStateless: ({ payload }) => {
      const message = JSON.parse(payload) as { type: string; n?: number }
      if (message.type === 'saved' && message.n !== undefined) waiting.get(message.n)?.()
    },
  })
  // As a page does that brings what was typed on one before it.
  if (options.claims) provider.on('authenticated', () => provider.sendStateless(JSON.stringify({ type: 'mine', clients: options.claims })))
  provider.attach()
  if (options.waitForSync !== false)
    await vi.waitFor(() => provider.isSynced || Promise.reject(new Error(`not synced: ${refusal}`)), { timeout: 20_000, interval: 10 })
  return {
    doc,
    provider,
    type: (sectionId, text) => typeAtEnd(textSection(doc, sectionId), text),
    erase: (sectionId, at, length) => wordsOf(textSection(doc, sectionId))?.delete(at, length),
    words: (sectionId) => plainWords(textSection(doc, sectionId)),
    saved: () =>
      new Promise((resolve) => {
        const n = ++barriers
        waiting.set(n, resolve)
        provider.sendStateless(JSON.stringify({ type: 'barrier', n }))
      }),
    refusal: () => refusal,
    leave() {
      provider.destroy()
      socket.destroy()
      socket.connect = async () => {} // a timer it set when it lost its connection would, and a ghost take a place of those who have not signed in
    },
  }
}

function typeAtEnd(fragment: Y.XmlFragment, text: string): void {
  const words = wordsOf(fragment)
  if (words) {
    words.insert(words.length, text)
    return
  }
  const paragraph = new Y.XmlElement('paragraph')
  paragraph.insert(0, [new Y.XmlText(text)])
  fragment.insert(0, [paragraph])
}

/** The text of the first paragraph. */
function wordsOf(fragment: Y.XmlFragment): Y.XmlText | undefined {
  const [first] = fragment.toArray()
  const text = first instanceof Y.XmlElement ? first.get(0) : undefined
  return text instanceof Y.XmlText ? text : undefined
}

const plainWords = (fragment: Y.XmlFragment): string =>
  fragment
    .toArray()
    .map((block) =>
      block instanceof Y.XmlElement
        ? block
            .toArray()
            .map((text) =>
              text instanceof Y.XmlText
                ? text
                    .toDelta()
                    .map((part: { insert: string }) => part.insert)
                    .join('')
                : '',
            )
            .join('')
        : '',
    )
    .join('\n')
