import { setTimeout as pause } from 'node:timers/promises'
import { canonicalJson } from '@certloom/server/documents/canonical'
import { checklistRow, justificationText, notesText, readRow, setDue, setEvidence, setOwner } from '@certloom/shared/collab/checklistDoc'
import { chooseStatus, confirmStatus, openClaims } from '@certloom/shared/collab/statusClaims'
import type { Answer, ReadinessProjectDetail } from '@certloom/shared/readiness/contract'
import { scoreOf } from '@certloom/shared/readiness/score'
import type { AnswerStatus } from '@certloom/shared/readiness/status'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import * as Y from 'yjs'
import { type Editor, join } from '../support/live.ts'
import { invite, type Person, signUp } from '../support/people.ts'
import { randomNumbers } from '../support/random.ts'
import { startWorld, type World } from '../support/world.ts'
import { makeChecklist, readAnswers, statuses } from './checklist.ts'

const operations = Number(process.env.FUZZ_OPERATIONS ?? 400)
/** Drawn anew for every run, and printed with a failure: put it below then. */
const drawn = Number(process.env.FUZZ_SEED ?? Date.now() % 1_000_000)

let world: World
let people: Person[]
beforeAll(async () => {
  world = await startWorld()
  const olivia = await signUp(world, 'Olivia', 'Harbor Compliance')
  people = [olivia, ...(await Promise.all(['Ana', 'Ben', 'Cara', 'Dan'].map((name) => invite(world, olivia, name, 'member'))))]
})
afterAll(() => world.stop())

type Random = () => number
const oneOf = <T>(values: readonly T[], random: Random): T => values[Math.floor(random() * values.length)] as T

/** Does one thing to one of few rows, so that people meet. */
function act(editor: Editor, person: Person, row: string, random: Random): void {
  const map = checklistRow(editor.doc, row)
  const by = { userId: person.me.user.id, now: new Date() }
  const deeds: (() => void)[] = [
    () => editor.doc.transact(() => chooseStatus(map, oneOf(statuses, random), by)),
    () => editor.doc.transact(() => chooseStatus(map, oneOf(statuses, random), by)),
    () => editor.doc.transact(() => confirmStatus(map, openClaims(map)[0]?.status ?? 'partial', by)),
    () => setOwner(map, random() < 0.3 ? null : { kind: 'person', id: oneOf(people, random).me.user.id }),
    () => setDue(map, random() < 0.3 ? null : `2027-0${1 + Math.floor(random() * 9)}-15`),
    () => setEvidence(map, random() < 0.3 ? null : { kind: 'link', url: `https://example.com/${Math.floor(random() * 100)}` }),
    () => justificationText(editor.doc, row).insert(0, `${person.me.user.name}${Math.floor(random() * 100)} `),
    () => {
      const paragraph = new Y.XmlElement('paragraph')
      paragraph.insert(0, [new Y.XmlText(`Note ${Math.floor(random() * 1_000)}`)])
      notesText(editor.doc, row).insert(0, [paragraph])
    },
  ]
  oneOf(deeds, random)()
}

type Said = { values: unknown; justification: string; notes: string }

const saidBy = (doc: Y.Doc, row: string): Said => ({
  values: readRow(checklistRow(doc, row)),
  justification: justificationText(doc, row).toString(),
  notes: notesText(doc, row)
    .toString()
    .replaceAll(/<\/?paragraph>/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim(),
})

const saidIn = (answer: Answer): Said => ({
  values: {
    status: answer.answered_at === null ? null : answer.status,
    owner: answer.owner && { kind: answer.owner.kind, id: answer.owner.id },
    due: answer.due_date,
    evidence: answer.evidence_url === null ? null : { kind: 'link', url: answer.evidence_url },
  },
  justification: answer.justification,
  notes: answer.notes_text.replaceAll(/\s+/g, ' ').trim(),
})

/** What the log says of a row follows on itself, and ends with what the row says. */
async function expectHistory(project: ReadinessProjectDetail, answer: Answer): Promise<void> {
  const [owner] = people
  const { data } = await (owner as Person).api.readiness.answerHistory({
    project_id: project.id,
    requirement_id: answer.requirement_id,
    limit: 200,
  })
  const last = new Map<string, unknown>([['status', null]])
  for (const { field, before, after } of data.reverse()) {
    if (field === 'status') expect(canonicalJson(before)).toBe(canonicalJson(last.get(field)))
    last.set(field, after)
  }
  expect(last.get('status')).toBe(answer.answered_at === null ? null : answer.status)
}

/** Comes back and is told that everything is saved; a question asked while the line was down is asked again. */
async function settled({ provider, saved, refusal }: Editor): Promise<void> {
  for (let isSaved = false; !isSaved; ) {
    await vi.waitFor(() => expect([provider.isSynced, refusal()]).toEqual([true, undefined]), { timeout: 8_000 })
    isSaved = await Promise.race([saved().then(() => true), pause(1_000, false)])
  }
}

test.each([1, 20_261_121, drawn])('replicas, projection, score and log of a checklist agree after random edits (seed %i)', async (seed) => {
  const random = randomNumbers(seed)
  const project = await makeChecklist(people[0] as Person, `Fuzz ${seed} ${crypto.randomUUID()}`)
  const rows = (await readAnswers(people[0] as Person, project.id)).slice(0, 6).map(({ requirement_id }) => requirement_id)
  const editors = await Promise.all(people.map((person) => join(world, person, project.room)))
  for (let n = 0; n < operations; n++) {
    const index = Math.floor(random() * people.length)
    const editor = editors[index] as Editor
    act(editor, people[index] as Person, oneOf(rows, random), random)
    const chance = random()
    // The line is lost, and comes back by itself.
    if (chance < 0.04) editor.provider.configuration.websocketProvider.webSocket?.close()
    else if (chance < 0.06) await world.app.services.live.store(project.room)
    if (n % 8 === 0) await pause(random() * 6)
  }
  await Promise.all(editors.map(settled))
  const [first, ...others] = editors as [Editor, ...Editor[]]
  for (const other of others) {
    await vi.waitFor(() => {
      for (const row of rows) expect(saidBy(other.doc, row)).toEqual(saidBy(first.doc, row))
    })
  }
  expect(editors.map((editor) => editor.refusal())).toEqual(editors.map(() => undefined))
  await world.app.services.live.store(project.room)
  const answers = await readAnswers(people[0] as Person, project.id)
  for (const row of rows) {
    const answer = answers.find(({ requirement_id }) => requirement_id === row) as Answer
    expect(saidIn(answer)).toEqual(saidBy(first.doc, row))
    await expectHistory(project, answer)
  }
  const expected = scoreOf(
    answers.map((answer) => ({
      domain: answer.domain,
      inOverall: answer.in_overall,
      status: answer.status as AnswerStatus,
      isAnswered: answer.answered_at !== null,
    })),
  )
  expect((await (people[0] as Person).api.readiness.score({ project_id: project.id })).overall_percentage).toBe(expected.overall)
  expect(await world.sql('select 1 from live_update where room = $1', [project.room])).toEqual([])
  for (const editor of editors) editor.leave()
})
