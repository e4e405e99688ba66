import { setTimeout as pause } from 'node:timers/promises'
import { checklistRow, justificationText, readRow, setDue, setEvidence, setOwner } from '@certloom/shared/collab/checklistDoc'
import { chooseStatus } from '@certloom/shared/collab/statusClaims'
import type { Answer } from '@certloom/shared/readiness/contract'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { type Editor, join } from '../support/live.ts'
import { invite, type Person, signUp } from '../support/people.ts'
import { randomNumbers } from '../support/random.ts'
import { startWorld, type World } from '../support/world.ts'
import { makeChecklist, readAnswers, statuses } from './checklist.ts'

const seconds = Number(process.env.GRID_SECONDS ?? 3)
const seed = Number(process.env.GRID_SEED ?? Date.now() % 1_000_000)

let world: World
let olivia: Person
beforeAll(async () => {
  world = await startWorld()
  olivia = await signUp(world, 'Olivia', 'Harbor Compliance')
})
afterAll(() => world.stop())

/** One edit, as it was made: a value set in a row of one's own, or words put into the justification of any row. */
type Entry = { by: string; row: string; field: 'status' | 'due' | 'evidence' | 'owner' | 'words'; value: string }

type Writer = { person: Person; editor: Editor; own: readonly string[] }

const oneOf = <T>(values: readonly T[], random: () => number): T => values[Math.floor(random() * values.length)] as T

/** Makes one edit and answers what it was. Values go into rows of one's own, where the last one stands; words stand beside those of others. */
function edit({ person, editor, own }: Writer, rows: readonly string[], number: number, random: () => number): Entry {
  const { id, name } = person.me.user
  const { doc } = editor
  const row = oneOf(own, random)
  const map = checklistRow(doc, row)
  const due = `2027-0${1 + Math.floor(random() * 9)}-15`
  const url = `https://example.com/${number}`
  const status = oneOf(statuses, random)
  const words = `[${name} ${number}]`
  const anyRow = oneOf(rows, random)
  const edits: (() => Entry)[] = [
    () => {
      doc.transact(() => chooseStatus(map, status, { userId: id, now: new Date() }))
      return { by: name, row, field: 'status', value: status }
    },
    () => {
      setDue(map, due)
      return { by: name, row, field: 'due', value: due }
    },
    () => {
      setEvidence(map, { kind: 'link', url })
      return { by: name, row, field: 'evidence', value: url }
    },
    () => {
      setOwner(map, { kind: 'person', id })
      return { by: name, row, field: 'owner', value: id }
    },
    () => {
      const text = justificationText(doc, anyRow)
      text.insert(text.length, words)
      return { by: name, row: anyRow, field: 'words', value: words }
    },
  ]
  return oneOf(edits, random)()
}

/** Edits like somebody who does not stop, until the time is over; answers the log of it. */
async function work(writer: Writer, rows: readonly string[], until: number, random: () => number): Promise<Entry[]> {
  const log: Entry[] = []
  while (Date.now() < until) {
    log.push(edit(writer, rows, log.length, random))
    await pause(20 + random() * 60)
  }
  await writer.editor.saved()
  return log
}

const valuesIn = ({ status, due_date, evidence_url, owner }: Answer) => ({
  status,
  due: due_date,
  evidence: evidence_url,
  owner: owner?.id,
})

test(`five people edit one grid for ${seconds} s, and every edit is there as it was made (seed ${seed})`, {
  timeout: seconds * 1_000 + 60_000,
}, async ({ annotate }) => {
  const project = await makeChecklist(olivia)
  const { customer_id } = project
  const people = [
    olivia,
    await invite(world, olivia, 'Ana', 'member'),
    await invite(world, olivia, 'Ben', 'reviewer'),
    await invite(world, olivia, 'Mona', 'manager', customer_id),
    await invite(world, olivia, 'Carl', 'contributor', customer_id),
  ]
  const rows = (await readAnswers(olivia, project.id)).map(({ requirement_id }) => requirement_id)
  const writers: Writer[] = await Promise.all(
    people.map(async (person, index) => ({
      person,
      editor: await join(world, person, project.room),
      own: rows.filter((_row, at) => at % people.length === index),
    })),
  )
  const until = Date.now() + seconds * 1_000
  const random = randomNumbers(seed)
  const crowded = rows.slice(0, 10) // where all of them put words
  const logs = await Promise.all(writers.map((writer) => work(writer, crowded, until, random)))
  const log = logs.flat()
  await annotate(`${log.length} edits of five people in ${seconds} s`)
  await world.app.services.live.store(project.room)

  const answers = new Map((await readAnswers(olivia, project.id)).map((answer) => [answer.requirement_id, answer]))
  const last = new Map<string, Entry>()
  for (const entry of log) if (entry.field !== 'words') last.set(`${entry.row} ${entry.field}`, entry)
  for (const { row, field, value, by } of last.values()) {
    const answer = answers.get(row) as Answer
    expect(valuesIn(answer), `${field} of ${answer.code} by ${by}`).toMatchObject({ [field]: value })
    if (!crowded.includes(row)) expect(answer.updated_by?.name).toBe(by)
  }
  for (const row of crowded) {
    const put = log.flatMap((entry) => (entry.field === 'words' && entry.row === row ? [entry.value] : []))
    const stored = answers.get(row)?.justification ?? ''
    expect(stored.match(/\[\w+ \d+\]/g)?.sort() ?? []).toEqual(put.sort())
    expect(stored.length).toBe(put.join('').length)
  }
  for (const { editor } of writers) {
    await vi.waitFor(() => {
      for (const [row, answer] of answers) {
        expect(readRow(checklistRow(editor.doc, row)).status).toBe(answer.answered_at === null ? null : answer.status)
        expect(justificationText(editor.doc, row).toString()).toBe(answer.justification)
      }
    })
    expect(editor.refusal()).toBeUndefined()
    editor.leave()
  }
})
