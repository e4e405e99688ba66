import { rmSync } from 'node:fs'
import { textSection } from '@certloom/shared/collab/documentDoc'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import * as Y from 'yjs'
import { visit } from '../support/client.ts'
import { makeDocument, objectives, readDocument, textOf } from '../support/documents.ts'
import { type Editor, join } from '../support/live.ts'
import { type Person, password } from '../support/people.ts'
import { freePort } from '../support/ports.ts'
import { randomNumbers } from '../support/random.ts'
import { newDataDir, postmasterOf, type ServerProcess, startServerProcess } from '../support/serverProcess.ts'

/** More rounds with `CRASH_ROUNDS`; the seed of a failing run is in its message. */
const rounds = Number(process.env.CRASH_ROUNDS ?? 12)
const seed = Number(process.env.CRASH_SEED ?? Date.now() % 100_000)

let dataDir: string
let port: number
let server: ServerProcess
let people: Person[]

beforeAll(async () => {
  dataDir = newDataDir()
  port = await freePort()
  server = await startServerProcess({ port, dataDir })
  people = await fiveColleagues()
})
afterAll(async () => {
  await server.stop()
  rmSync(dataDir, { recursive: true, force: true })
})

/** An owner and four members; invitations are read in the development outbox, as a person would. */
async function fiveColleagues(): Promise<Person[]> {
  const owner = visit({ url: `http://127.0.0.1:${port}` })
  const me = await owner.api.accounts.signUp({
    name: 'Olivia',
    email: 'olivia@example.test',
    organization_name: 'Harbor Compliance',
    password,
  })
  const olivia = { ...owner, me, email: me.user.email } as Person
  const others = []
  for (const name of ['Ana', 'Ben', 'Cara', 'Dan']) {
    const email = `${name.toLowerCase()}@example.test`
    await olivia.api.members.invite({ email, role: 'member' })
    const { data } = await olivia.api.development.outbox()
    const token = /invitations\/([\w-]+)/.exec(data.find((mail) => mail.to === email)?.text ?? '')?.[1] ?? ''
    const visitor = visit({ url: `http://127.0.0.1:${port}` })
    others.push({ ...visitor, me: await visitor.api.members.acceptInvitation({ token, name, password }), email } as Person)
  }
  return [olivia, ...others]
}

/** What one person did, and how much of it was acknowledged as saved. */
class Writer {
  readonly name: string
  readonly editor: Editor
  readonly inserted: string[] = []
  readonly deleted = new Set<string>()
  acknowledged = { inserted: 0, deleted: new Set<string>() }
  #stopped = false

  constructor(name: string, editor: Editor) {
    this.name = name
    this.editor = editor
  }

  /** Types and deletes words of its own until stopped, asking for acknowledgement all the time. */
  async write(random: () => number): Promise<void> {
    while (!this.#stopped) {
      for (let n = 0; n < 1 + random() * 3; n++) this.#act(random)
      const [inserted, deleted] = [this.inserted.length, new Set(this.deleted)]
      void this.editor.saved().then(() => {
        if (!this.#stopped && inserted >= this.acknowledged.inserted) this.acknowledged = { inserted, deleted }
      })
      await new Promise((resolve) => setImmediate(resolve))
      await new Promise((resolve) => setTimeout(resolve, random() * 20))
    }
  }

  stop(): void {
    this.#stopped = true
  }

  #act(random: () => number): void {
    const paragraph = textSection(this.editor.doc, objectives).get(0)
    const text = paragraph instanceof Y.XmlElement ? paragraph.get(0) : undefined
    if (!(text instanceof Y.XmlText)) return
    const mine = this.inserted.filter((word) => !this.deleted.has(word))
    const victim = mine[Math.floor(random() * mine.length)]
    const at = victim === undefined ? -1 : String(text.toString()).indexOf(victim)
    if (victim !== undefined && at >= 0 && random() < 0.3) {
      text.delete(at, victim.length)
      this.deleted.add(victim)
    } else {
      const word = `[${this.name}${this.inserted.length}]`
      text.insert(text.length, word)
      this.inserted.push(word)
    }
  }
}

test.each(Array.from({ length: rounds }, (_, round) => round))(
  `nothing that was called saved is lost when the server dies: round %i, seed ${seed}`,
  async (round) => {
    const random = randomNumbers(seed + round)
    const { id, room } = await makeDocument(people[0] as Person, `Round ${round}`)
    const first = await join(server, people[0] as Person, room)
    first.type(objectives, '.')
    await first.saved()
    const writers = await Promise.all(people.map(async (person) => new Writer(person.me.user.name, await join(server, person, room))))
    const writing = writers.map((writer) => writer.write(random))
    await new Promise((resolve) => setTimeout(resolve, random() * 500)) // the moment of the crash is what is drawn here
    await server.crash({ andPostgres: round % 3 === 2 })
    for (const writer of writers) writer.stop()
    await Promise.all(writing)
    for (const { editor } of [...writers, { editor: first }]) editor.leave()

    server = await startServerProcess({ port, dataDir })
    const reader = await join(server, people[0] as Person, room)
    const words = reader.words(objectives)
    for (const { inserted, acknowledged } of writers) {
      for (const word of inserted.slice(0, acknowledged.inserted)) {
        const isGone = acknowledged.deleted.has(word)
        if (isGone) expect(words).not.toContain(word)
      }
    }
    const missing = writers.flatMap(({ inserted, acknowledged, deleted }) =>
      inserted.slice(0, acknowledged.inserted).filter((word) => !deleted.has(word) && !words.includes(word)),
    )
    expect(missing).toEqual([])

    // The log's edits get their version and their activity from the first save after the crash, under the names of those who wrote them.
    const authors = writers.filter((writer) => writer.acknowledged.inserted > 0).map((writer) => writer.name)
    await vi.waitFor(
      async () => {
        const { data } = await (people[0] as Person).api.activity.list({ entity_id: id, limit: 200 })
        const named = new Set(data.filter((activity) => activity.action === 'section.edited').map((activity) => activity.actor.name))
        for (const author of authors) expect(named).toContain(author)
      },
      { timeout: 10_000, interval: 100 },
    )
    reader.leave()
  },
)

test('a server that is asked to stop stores every open document first', async () => {
  const [olivia] = people as [Person]
  const { id, room } = await makeDocument(olivia, 'Asked to stop')
  const editor = await join(server, olivia, room)
  editor.type(objectives, 'Typed just before.')
  await editor.saved()
  expect((await server.stop()).exitCode).toBe(0)
  editor.leave()
  server = await startServerProcess({ port, dataDir })
  const document = await readDocument(olivia, id)
  expect(document.revision).toBe(1)
  expect(textOf(document, objectives)).toBe('Typed just before.')
})

test('the bundled database outlives a killed server, and the next start takes it over', async () => {
  const before = postmasterOf(dataDir)
  await server.crash()
  server = await startServerProcess({ port, dataDir })
  expect(postmasterOf(dataDir)).toBe(before)
})
