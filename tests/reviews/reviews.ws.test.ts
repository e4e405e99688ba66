import type { DocumentStatus } from '@certloom/shared/documents/contract'
import { newId } from '@certloom/shared/ids'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { fillSection } from '../documents/fillSection.ts'
import { problemOf } from '../support/client.ts'
import { readDocument, textOf } from '../support/documents.ts'
import { join } from '../support/live.ts'
import { invite, type Person, signUp } from '../support/people.ts'
import { startWorld, type World } from '../support/world.ts'
import { approve, filledPolicy, giveProof, goal, measures, newPolicy, proof, submit } from './submittable.ts'

let world: World
let olivia: Person
let rita: Person
let mona: Person
beforeAll(async () => {
  world = await startWorld()
  olivia = await signUp(world, 'Olivia', 'Harbor Compliance')
  rita = await invite(world, olivia, 'Rita', 'reviewer')
  mona = await invite(world, olivia, 'Mona', 'member')
})
afterAll(() => world.stop())
beforeEach(async () => {
  await olivia.api.organizations.changeSettings({ four_eyes: false })
})

const stateOf = (by: Person, document_id: string) => by.api.reviews.state({ document_id })
const wordsAt = async (by: Person, document_id: string, revision: number, section: string) =>
  JSON.stringify(
    (await by.api.documents.version({ document_id, revision })).content.fillable_sections.find(({ id }) => id === section)?.content,
  )
const actionsOf = async (by: Person, id: string) =>
  (await by.api.activity.list({ entity_id: id, limit: 100 })).data
    .map(({ action }) => action)
    .filter((action) => action.startsWith('document.'))
const inboxOf = async (person: Person, id: string) =>
  (await person.api.notifications.list({ limit: 100 })).data
    .filter(({ path }) => path === `/documents/${id}/review`)
    .map(({ kind }) => kind)

describe('submitting', () => {
  test('is refused with what is missing, section by section, until nothing is', async () => {
    const { id, room, customer_id } = await newPolicy(world, mona)
    const refused = await problemOf(submit(mona, id))
    expect(refused).toMatchObject({
      code: 'incomplete',
      status: 409,
      data: {
        missing: [
          { section_id: goal, title: 'Goal', reason: 'empty' },
          { section_id: measures, title: 'Measures', reason: 'empty' },
          { section_id: proof, title: 'Proof', reason: 'evidence_missing' },
        ],
      },
    })
    await fillSection(world, mona, room, goal, 'No complaints.')
    await fillSection(world, mona, room, measures, 'Count them.')
    await mona.api.documents.markSection({ document_id: id, section_id: goal, needs_work: true })
    const { id: evidence_id } = await giveProof(world, mona, { id, room, customer_id })
    await rita.api.evidence.reject({ evidence_id, reason: 'Unsigned' })
    expect((await stateOf(mona, id)).missing).toEqual([
      { section_id: goal, title: 'Goal', reason: 'needs_work' },
      { section_id: proof, title: 'Proof', reason: 'evidence_rejected' },
    ])
    await mona.api.documents.markSection({ document_id: id, section_id: goal, needs_work: false })
    await rita.api.evidence.accept({ evidence_id })
    await world.sql(`update evidence set valid_until = '2020-01-01' where id = $1`, [evidence_id])
    expect((await stateOf(mona, id)).missing).toEqual([{ section_id: proof, title: 'Proof', reason: 'evidence_expired' }])
    await world.sql(`update evidence set valid_until = null where id = $1`, [evidence_id])
    expect(await mona.api.reviews.submit({ document_id: id })).toMatchObject({
      status: 'pending_review',
      pinned_version_hash: expect.stringMatching(/^[0-9a-f]{64}$/),
    })
  })

  test('pins what is there at that moment, with what nothing has stored yet, while somebody goes on typing', async () => {
    const { id, room } = await filledPolicy(world, mona)
    const editor = await join(world, mona, room)
    editor.type(goal, ' Typed a moment ago.')
    await editor.saved()
    const hash = await submit(mona, id)
    const { review } = await stateOf(rita, id)
    editor.type(goal, ' And a moment later.')
    await editor.saved()
    await world.app.services.live.store(room)
    expect(await wordsAt(rita, id, review?.revision ?? 0, goal)).toContain('Typed a moment ago.')
    expect(await wordsAt(rita, id, review?.revision ?? 0, goal)).not.toContain('later')
    expect(await readDocument(mona, id)).toMatchObject({ status: 'pending_review', document_version: 1, pinned_version_hash: hash })
    expect((await stateOf(rita, id)).review?.changed_since).toEqual([{ id: goal, title: 'Goal' }])
    const [row] = await world.sql<{ kind: string; state: Buffer | null }>(
      'select kind, state from document_version where document_id = $1 and revision = $2',
      [id, review?.revision],
    )
    expect(row).toMatchObject({ kind: 'submitted', state: expect.any(Buffer) })
    editor.leave()
  })

  test('tells those who were asked, or else all who may decide', async () => {
    const first = await filledPolicy(world, mona)
    await submit(mona, first.id, { reviewer_ids: [rita.me.user.id], note: 'Please by Friday' })
    expect([await inboxOf(rita, first.id), await inboxOf(olivia, first.id)]).toEqual([['document_submitted'], []])
    expect((await stateOf(mona, first.id)).review).toMatchObject({ note: 'Please by Friday', reviewers: [{ name: 'Rita' }] })
    const second = await filledPolicy(world, mona)
    await submit(mona, second.id)
    expect([await inboxOf(rita, second.id), await inboxOf(olivia, second.id), await inboxOf(mona, second.id)]).toEqual([
      ['document_submitted'],
      ['document_submitted'],
      [],
    ])
  })

  test('asks only people who may decide', async () => {
    const { id } = await filledPolicy(world, mona)
    const stranger = await signUp(world, 'Sten', 'Northlight')
    for (const reviewer of [mona.me.user.id, stranger.me.user.id, newId()])
      expect(await problemOf(submit(mona, id, { reviewer_ids: [reviewer] }))).toMatchObject({ code: 'invalid_input' })
    expect(await readDocument(mona, id)).toMatchObject({ status: 'in_progress' })
  })

  test('again needs something new; then the newer draft is read instead', async () => {
    const { id, room } = await filledPolicy(world, mona)
    const old = await submit(mona, id)
    expect(await problemOf(submit(mona, id))).toMatchObject({ code: 'conflict' })
    await fillSection(world, mona, room, goal, 'A better goal.')
    const hash = await submit(mona, id)
    expect(hash).not.toBe(old)
    expect(await problemOf(rita.api.reviews.approve({ document_id: id, version_hash: old }))).toMatchObject({ code: 'conflict' })
    expect((await rita.api.reviews.list({ document_id: id })).data.map(({ status }) => status)).toEqual(['open', 'superseded'])
  })

  test('again lets nobody send back or reject the one that came meanwhile, if they name the one they read', async () => {
    const { id, room } = await filledPolicy(world, mona)
    const version_hash = await submit(mona, id)
    await fillSection(world, mona, room, goal, 'A better goal.')
    const newer = await submit(mona, id)
    const notes = 'The goal is poor.'
    const { requestChanges, reject } = rita.api.reviews
    for (const decide of [requestChanges, reject])
      expect(await problemOf(decide({ document_id: id, version_hash, notes }))).toMatchObject({ code: 'conflict', status: 409 })
    expect(await problemOf(rita.api.documents.update({ document_id: id, status: 'rejected', version_hash, notes }))).toMatchObject({
      code: 'conflict',
    })
    expect(await readDocument(mona, id)).toMatchObject({ status: 'pending_review' })
    expect(await rita.api.reviews.requestChanges({ document_id: id, version_hash: newer, notes })).toMatchObject({
      status: 'changes_requested',
    })
  })

  test('twice at the same time pins once', async () => {
    const { id } = await filledPolicy(world, mona)
    const answers = await Promise.allSettled([submit(mona, id), submit(olivia, id)])
    expect(answers.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(await world.sql('select 1 from review where document_id = $1', [id])).toHaveLength(1)
  })
})

describe('approving', () => {
  test('makes an immutable version of exactly what was pinned, whatever was written meanwhile', async () => {
    const { id, room, plan_id, customer_id } = await filledPolicy(world, mona)
    const hash = await submit(mona, id)
    await fillSection(world, mona, room, measures, 'Written during the review.')
    expect(await rita.api.reviews.approve({ document_id: id, version_hash: hash, notes: 'Well done' })).toMatchObject({
      status: 'approved',
      document_version: 1,
      pinned_version_hash: null,
    })
    const { approval, review } = await stateOf(mona, id)
    expect(approval).toMatchObject({ document_version: 1, version_hash: hash, approved_by: { name: 'Rita' } })
    expect(review).toMatchObject({ status: 'approved', notes: 'Well done', changed_since: [{ id: measures }] })
    const revision = approval?.revision ?? 0
    expect(await wordsAt(mona, id, revision, measures)).not.toContain('during the review')
    expect(textOf(await readDocument(mona, id), measures)).toContain('Written during the review.')
    expect(await mona.api.documents.version({ document_id: id, revision })).toMatchObject({ kind: 'approved', content_hash: hash })
    expect(await mona.api.plans.get({ customer_id, plan_id })).toMatchObject({ approved_documents: 1 })
  })

  test('is followed by the next draft, which leaves the approved version as it is', async () => {
    const { id, room } = await filledPolicy(world, mona)
    await rita.api.reviews.approve({ document_id: id, version_hash: await submit(mona, id) })
    const { approval } = await stateOf(mona, id)
    const before = await mona.api.documents.version({ document_id: id, revision: approval?.revision ?? 0 })
    await fillSection(world, mona, room, goal, 'For next year.')
    expect(await readDocument(mona, id)).toMatchObject({ status: 'in_progress', document_version: 2 })
    expect(await mona.api.documents.version({ document_id: id, revision: approval?.revision ?? 0 })).toEqual(before)
    const [newest] = (await mona.api.documents.history({ document_id: id, limit: 1 })).data
    expect(newest).toMatchObject({ kind: 'autosave', document_version: 2 })
    await rita.api.reviews.approve({ document_id: id, version_hash: await submit(mona, id) })
    expect((await stateOf(mona, id)).approval).toMatchObject({ document_version: 2 })
    expect(await mona.api.documents.version({ document_id: id, revision: approval?.revision ?? 0 })).toEqual(before)
  })

  test.each(['0'.repeat(64), '', 'latest'])('a version that is not the pinned one (%j) is a conflict', async (version_hash) => {
    const { id } = await filledPolicy(world, mona)
    await submit(mona, id)
    expect(await problemOf(rita.api.reviews.approve({ document_id: id, version_hash }))).toMatchObject({ code: 'conflict', status: 409 })
    expect(await readDocument(mona, id)).toMatchObject({ status: 'pending_review' })
  })

  test('at once by two is done by one', async () => {
    const { id } = await filledPolicy(world, mona)
    const version_hash = await submit(mona, id)
    const answers = await Promise.allSettled([rita, olivia].map(({ api }) => api.reviews.approve({ document_id: id, version_hash })))
    expect(answers.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(await world.sql(`select 1 from document_version where document_id = $1 and kind = 'approved'`, [id])).toHaveLength(1)
    expect((await actionsOf(mona, id)).filter((action) => action === 'document.approved')).toHaveLength(1)
  })

  test('one’s own submission needs somebody else where the organization asks for four eyes', async () => {
    await olivia.api.organizations.changeSettings({ four_eyes: true })
    const { id } = await filledPolicy(world, olivia)
    expect(await problemOf(submit(rita, id, { reviewer_ids: [rita.me.user.id] }))).toMatchObject({ code: 'invalid_input' })
    const offered = async (by: Person) => (await stateOf(by, id)).possible_reviewers.map(({ name }) => name)
    expect([await offered(rita), await offered(olivia), await offered(mona)]).toEqual([['Olivia'], ['Rita'], ['Olivia', 'Rita']])
    const version_hash = await submit(rita, id)
    for (const decide of [
      () => rita.api.reviews.approve({ document_id: id, version_hash }),
      () => rita.api.reviews.requestChanges({ document_id: id, notes: 'x' }),
      () => rita.api.reviews.reject({ document_id: id, notes: 'x' }),
    ])
      expect(await problemOf(decide())).toMatchObject({ code: 'forbidden', status: 403 })
    expect((await stateOf(rita, id)).decision_refusal).toMatch(/somebody else/)
    expect((await rita.api.reviews.list({ state: 'waiting', document_id: id })).data).toEqual([])
    expect((await olivia.api.reviews.list({ state: 'waiting', document_id: id })).data).toHaveLength(1)
    expect(await olivia.api.reviews.approve({ document_id: id, version_hash })).toMatchObject({ status: 'approved' })
  })

  test('what does not match its hash is refused', async () => {
    const { id } = await filledPolicy(world, mona)
    const version_hash = await submit(mona, id)
    await world.sql(
      `update document_version set changed_sections = replace(changed_sections::text, 'complaints', 'worries')::jsonb where document_id = $1 and kind = 'autosave'`,
      [id],
    )
    expect(await problemOf(rita.api.reviews.approve({ document_id: id, version_hash }))).toMatchObject({ code: 'damaged' })
  })

  test('nobody changes what was approved, neither the application nor who owns the tables', async () => {
    const { id } = await filledPolicy(world, mona)
    await rita.api.reviews.approve({ document_id: id, version_hash: await submit(mona, id) })
    const before = await world.sql(`select * from document_version where document_id = $1 and kind in ('submitted', 'approved')`, [id])
    expect(before).toHaveLength(2)
    const attacks = [
      `update document_version set content_hash = 'x' where document_id = $1 and kind = 'approved'`,
      `update document_version set state = null where document_id = $1 and kind = 'submitted'`,
      `update document_version set kind = 'autosave' where document_id = $1 and kind = 'approved'`,
      `update document_version set kind = 'withdrawn', content_hash = 'x' where document_id = $1 and kind = 'approved'`,
      `delete from document_version where document_id = $1 and kind = 'approved'`,
    ]
    for (const attack of attacks) await expect(world.sql(attack, [id])).rejects.toThrow(/kept as they are/)
    for (const attack of [...attacks, `update document_version set kind = 'approved' where document_id = $1`])
      await expect(asApplication(attack, id)).rejects.toThrow(/permission denied|row-level security|kept as they are/)
    expect(await world.sql(`select * from document_version where document_id = $1 and kind in ('submitted', 'approved')`, [id])).toEqual(
      before,
    )
  })
})

/** What the application's own role could do to the database if somebody took it over. */
async function asApplication(sql: string, id: string): Promise<void> {
  const { organization } = olivia.me
  await world.app.services.db.$transaction(async (tx) => {
    await tx.$queryRaw`select set_config('role', 'certloom_tenant', true), set_config('app.organization_id', ${organization.id}, true), set_config('app.customer_id', '', true)`
    await tx.$executeRawUnsafe(sql.replace('$1', `'${id}'`))
  })
}

describe('asking for changes', () => {
  test('says what to change; the next edit takes it up, and the story stands in the log', async () => {
    const { id, room } = await filledPolicy(world, mona)
    await submit(mona, id)
    for (const notes of ['', '   '])
      expect(await problemOf(rita.api.reviews.requestChanges({ document_id: id, notes }))).toMatchObject({ code: 'invalid_input' })
    const asked = await rita.api.reviews.requestChanges({ document_id: id, notes: 'Give numbers.' })
    expect(asked).toMatchObject({ status: 'changes_requested', pinned_version_hash: null })
    const [told] = (await mona.api.notifications.list({ limit: 1 })).data
    expect(told).toMatchObject({
      kind: 'document_changes_requested',
      sentence: expect.stringContaining('Give numbers.'),
      path: `/documents/${id}/review`,
    })
    await fillSection(world, mona, room, goal, 'At most two a month.')
    expect(await readDocument(mona, id)).toMatchObject({ status: 'in_progress', document_version: 1 })
    await rita.api.reviews.approve({ document_id: id, version_hash: await submit(mona, id) })
    expect((await actionsOf(mona, id)).slice(0, 5)).toEqual([
      'document.approved',
      'document.submitted',
      'document.status_changed',
      'document.changes_requested',
      'document.submitted',
    ])
    const kinds = (await mona.api.documents.history({ document_id: id, limit: 100 })).data.map(({ kind }) => kind)
    expect(kinds.filter((kind) => kind !== 'autosave')).toEqual(['approved', 'submitted', 'submitted', 'created'])
    expect(await inboxOf(mona, id)).toEqual(['document_approved', 'document_changes_requested'])
  })

  test('can be answered by other evidence alone', async () => {
    const { id } = await filledPolicy(world, mona)
    await submit(mona, id)
    await rita.api.reviews.requestChanges({ document_id: id, notes: 'Sign the record.' })
    expect(await mona.api.reviews.submit({ document_id: id })).toMatchObject({ status: 'pending_review' })
  })
})

test('a rejected document stays so while people write, until it is reopened', async () => {
  const { id, room } = await filledPolicy(world, mona)
  await submit(mona, id)
  expect(await rita.api.reviews.reject({ document_id: id, notes: 'Not needed.' })).toMatchObject({ status: 'rejected' })
  await fillSection(world, mona, room, goal, 'All the same.')
  expect(await readDocument(mona, id)).toMatchObject({ status: 'rejected' })
  expect(await problemOf(submit(mona, id))).toMatchObject({ code: 'conflict' })
  expect(await mona.api.reviews.reopen({ document_id: id })).toMatchObject({ status: 'in_progress' })
  expect(await problemOf(mona.api.reviews.reopen({ document_id: id }))).toMatchObject({ code: 'conflict' })
  expect(await inboxOf(mona, id)).toEqual(['document_rejected'])
})

describe('withdrawing an approval', () => {
  test('takes it out of the count, keeps the version readable, and goes on as the next draft', async () => {
    const { id, plan_id, customer_id } = await filledPolicy(world, mona)
    const { revision, hash: version_hash } = await approve(mona, rita, id)
    const withdraw = (by: Person, reason: string) => by.api.reviews.withdraw({ document_id: id, version_hash, reason })
    expect(await problemOf(withdraw(rita, ' '))).toMatchObject({ code: 'invalid_input' })
    expect(await problemOf(withdraw(mona, 'x'))).toMatchObject({ code: 'forbidden' })
    expect(await withdraw(rita, 'The record was forged.')).toMatchObject({
      status: 'in_progress',
      document_version: 2,
    })
    expect(await stateOf(mona, id)).toMatchObject({
      approval: null,
      review: { withdrawn: { by: { name: 'Rita' }, reason: 'The record was forged.' } },
    })
    expect(await mona.api.plans.get({ customer_id, plan_id })).toMatchObject({ approved_documents: 0 })
    expect(await mona.api.documents.version({ document_id: id, revision })).toMatchObject({ kind: 'withdrawn', document_version: 1 })
    expect(await problemOf(withdraw(rita, 'Again'))).toMatchObject({ code: 'conflict' })
    expect(await inboxOf(mona, id)).toEqual(['document_approval_withdrawn', 'document_approved'])
    await rita.api.reviews.approve({ document_id: id, version_hash: await submit(mona, id) })
    expect((await stateOf(mona, id)).approval).toMatchObject({ document_version: 2 })
  })

  test('of a version that a newer draft followed leaves the draft where it is', async () => {
    const { id, room } = await filledPolicy(world, mona)
    const { hash } = await approve(mona, rita, id)
    await fillSection(world, mona, room, goal, 'Newer.')
    await submit(mona, id)
    expect(await rita.api.reviews.withdraw({ document_id: id, version_hash: hash, reason: 'Wrong' })).toMatchObject({
      status: 'pending_review',
      document_version: 2,
    })
  })

  test('twice at the same time leaves the approval before it standing', async () => {
    const { id, room } = await filledPolicy(world, mona)
    const first = await approve(mona, rita, id)
    await fillSection(world, mona, room, goal, 'Better.')
    const second = await approve(mona, rita, id)
    const withdrawing = [rita, olivia].map(({ api }) =>
      api.reviews.withdraw({ document_id: id, version_hash: second.hash, revision: second.revision, reason: 'Forged' }),
    )
    const answers = await Promise.allSettled(withdrawing)
    expect(answers.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(answers.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: { code: 'conflict', message: expect.stringContaining('that of version 1') },
    })
    expect((await stateOf(mona, id)).approval).toMatchObject({ document_version: 1, revision: first.revision })
  })

  test('twice leaves an approval of the same words standing where the revision is named', async () => {
    const { id, room } = await filledPolicy(world, mona)
    const first = await approve(mona, rita, id)
    await fillSection(world, mona, room, goal, 'Not to stay.')
    await olivia.api.documents.restore({ document_id: id, revision: first.revision })
    const { hash: version_hash, revision } = await approve(mona, rita, id)
    expect(version_hash).toBe(first.hash)
    const withdraw = () => rita.api.reviews.withdraw({ document_id: id, version_hash, revision, reason: 'Forged' })
    await withdraw()
    expect(await problemOf(withdraw())).toMatchObject({ code: 'conflict', status: 409 })
    expect((await stateOf(mona, id)).approval).toMatchObject({ revision: first.revision })
  })
})

describe('a status that a program asks for', () => {
  const put = (by: Person, document_id: string, status: DocumentStatus, more: { version_hash?: string; notes?: string } = {}) =>
    by.api.documents.update({ document_id, status, ...more })

  test('is reached by the same rules', async () => {
    const { id } = await filledPolicy(world, mona)
    for (const status of ['approved', 'changes_requested', 'rejected', 'not_started'] as const)
      expect(await problemOf(put(rita, id, status, { notes: 'x', version_hash: 'x' }))).toMatchObject({ code: 'conflict', status: 409 })
    expect(await put(rita, id, 'in_progress')).toMatchObject({ status: 'in_progress' })
    const { pinned_version_hash } = await put(mona, id, 'pending_review')
    expect(await problemOf(put(mona, id, 'approved', { version_hash: pinned_version_hash ?? '' }))).toMatchObject({ code: 'forbidden' })
    expect(await problemOf(put(rita, id, 'approved'))).toMatchObject({ code: 'conflict' })
    expect(await problemOf(put(rita, id, 'rejected'))).toMatchObject({ code: 'invalid_input' })
    expect(await put(rita, id, 'rejected', { notes: 'No' })).toMatchObject({ status: 'rejected' })
    expect(await put(mona, id, 'in_progress')).toMatchObject({ status: 'in_progress' })
    const again = await put(mona, id, 'pending_review')
    expect(await put(rita, id, 'approved', { version_hash: again.pinned_version_hash ?? '' })).toMatchObject({ status: 'approved' })
  })

  test('without what it needs is refused with what is missing', async () => {
    const { id } = await newPolicy(world, mona)
    expect(await problemOf(put(mona, id, 'pending_review'))).toMatchObject({ code: 'incomplete', data: { missing: expect.any(Array) } })
  })
})

test('a task that asks for the review follows it', async () => {
  const { id, customer_id, plan_id } = await filledPolicy(world, mona)
  const task = await mona.api.tasks.create({ customer_id, plan_id, document_id: id, task_type: 'review', title: 'Approve the policy' })
  const status = async () => (await mona.api.tasks.get({ task_id: task.id })).status
  const version_hash = await submit(mona, id)
  expect(await status()).toBe('in_progress')
  await rita.api.reviews.approve({ document_id: id, version_hash })
  expect(await status()).toBe('completed')
  await rita.api.reviews.withdraw({ document_id: id, version_hash, reason: 'Wrong' })
  expect(await status()).toBe('pending')
})

describe('the checklist', () => {
  test('says what was found, and each reviewer ticks for themselves, lines of their own too', async () => {
    const { id, room } = await filledPolicy(world, mona)
    await fillSection(world, mona, room, goal, 'Owner: TBD')
    await submit(mona, id)
    const { review } = await stateOf(rita, id)
    const review_id = review?.id ?? ''
    const line = (code: string) => review?.checks.find((check) => check.code === code)
    expect(line('no_placeholders')).toMatchObject({ is_met: false, sections: [{ id: goal, title: 'Goal' }] })
    expect(line('mandatory_complete')).toMatchObject({ is_met: true })
    expect(line('reads_well')).toMatchObject({ is_met: null, ticked_by: [] })
    const { id: own } = await rita.api.reviews.addCheck({ review_id, label: 'The owner agreed' })
    const check_id = line('reads_well')?.id ?? ''
    for (const { api } of [rita, rita, olivia]) await api.reviews.tick({ review_id, check_id, ticked: true })
    await rita.api.reviews.tick({ review_id, check_id: own, ticked: true })
    await rita.api.reviews.tick({ review_id, check_id: own, ticked: false })
    const after = (await stateOf(mona, id)).review?.checks ?? []
    expect(after.find((check) => check.id === check_id)?.ticked_by.map(({ name }) => name)).toEqual(['Rita', 'Olivia'])
    expect(after.at(-1)).toMatchObject({ id: own, label: 'The owner agreed', created_by: { name: 'Rita' }, ticked_by: [] })
    expect(await problemOf(mona.api.reviews.tick({ review_id, check_id, ticked: true }))).toMatchObject({ code: 'forbidden' })
    await rita.api.reviews.reject({ document_id: id, notes: 'No' })
    expect(await problemOf(rita.api.reviews.tick({ review_id, check_id, ticked: false }))).toMatchObject({ code: 'conflict' })
  })
})

test('says to each person what changed since they last looked', async () => {
  const { id, room } = await filledPolicy(world, mona)
  await submit(mona, id)
  const visit = (by: Person) => by.api.reviews.visit({ document_id: id })
  expect(await visit(rita)).toEqual({ since: null })
  await rita.api.reviews.requestChanges({ document_id: id, notes: 'Give numbers.' })
  await fillSection(world, mona, room, goal, 'At most two.')
  await submit(mona, id)
  expect((await visit(rita)).since).toMatchObject({ sections: [{ id: goal, title: 'Goal' }] })
  expect((await visit(rita)).since).toMatchObject({ sections: [] })
  expect(await visit(olivia)).toEqual({ since: null })
})

describe('whose reviews they are', () => {
  test('a customer’s manager submits, its others do not, and none of them decides', async () => {
    const { id: customer_id } = await olivia.api.customers.create({ company_name: `Own ${newId()}` })
    const document = await filledPolicy(world, olivia, customer_id)
    const [maria, cleo, vito] = [
      await invite(world, olivia, 'Maria', 'manager', customer_id),
      await invite(world, olivia, 'Cleo', 'contributor', customer_id),
      await invite(world, olivia, 'Vito', 'viewer', customer_id),
    ]
    const vera = await invite(world, olivia, 'Vera', 'viewer')
    for (const person of [cleo, vito, vera]) expect(await problemOf(submit(person, document.id))).toMatchObject({ code: 'forbidden' })
    const version_hash = await submit(maria, document.id)
    for (const { api } of [maria, cleo, vito, vera, mona]) {
      expect(await problemOf(api.reviews.approve({ document_id: document.id, version_hash }))).toMatchObject({ code: 'forbidden' })
      expect(await problemOf(api.reviews.requestChanges({ document_id: document.id, notes: 'x' }))).toMatchObject({ code: 'forbidden' })
      expect(await problemOf(api.reviews.reject({ document_id: document.id, notes: 'x' }))).toMatchObject({ code: 'forbidden' })
    }
    expect(await stateOf(vito, document.id)).toMatchObject({ status: 'pending_review', review: { submitted_by: { name: 'Maria' } } })
    expect(await inboxOf(rita, document.id)).toEqual(['document_submitted'])
    expect((await maria.api.reviews.list({ limit: 100 })).data.every((review) => review.customer_id === customer_id)).toBe(true)
    expect(await maria.api.reviews.countWaiting()).toEqual({ count: 0 })
    await rita.api.reviews.approve({ document_id: document.id, version_hash })
    expect(await inboxOf(maria, document.id)).toEqual(['document_approved'])
  })

  test('another organization and another customer find nothing', async () => {
    const { id } = await filledPolicy(world, mona)
    const version_hash = await submit(mona, id)
    const review_id = (await stateOf(rita, id)).review?.id ?? ''
    const other = await olivia.api.customers.create({ company_name: `Other ${newId()}` })
    for (const { api } of [await signUp(world, 'Omar', 'Northlight'), await invite(world, olivia, 'Sofia', 'manager', other.id)]) {
      const calls = [
        () => api.reviews.state({ document_id: id }),
        () => api.reviews.submit({ document_id: id }),
        () => api.reviews.approve({ document_id: id, version_hash }),
        () => api.reviews.requestChanges({ document_id: id, notes: 'x' }),
        () => api.reviews.reject({ document_id: id, notes: 'x' }),
        () => api.reviews.reopen({ document_id: id }),
        () => api.reviews.withdraw({ document_id: id, version_hash, reason: 'x' }),
        () => api.reviews.visit({ document_id: id }),
        () => api.reviews.addCheck({ review_id, label: 'x' }),
        () => api.documents.update({ document_id: id, status: 'approved', version_hash }),
      ]
      for (const call of calls) expect(await problemOf(call())).toMatchObject({ code: 'not_found', status: 404 })
      expect((await api.reviews.list({ document_id: id })).data).toEqual([])
    }
    expect(await readDocument(mona, id)).toMatchObject({ status: 'pending_review' })
  })
})
