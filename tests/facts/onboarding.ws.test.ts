import { factText } from '@certloom/shared/collab/factsDoc'
import { skipped } from '@certloom/shared/collab/sessionDoc'
import { facts } from '@certloom/shared/facts/catalogue'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { problemOf } from '../support/client.ts'
import { join } from '../support/live.ts'
import { invite, type Person, signUp } from '../support/people.ts'
import { startWorld, type World } from '../support/world.ts'

let world: World
let olivia: Person
beforeAll(async () => {
  world = await startWorld()
  olivia = await signUp(world, 'Olivia', 'Harbor Compliance')
})
afterAll(() => world.stop())

test('a customer without a document is asked for its facts in a session, whose minutes tell who said what', async () => {
  const { id: customer_id } = await olivia.api.customers.create({ company_name: 'Acme GmbH' })
  const carl = await invite(world, olivia, 'Carl', 'contributor', customer_id)
  expect((await problemOf(carl.api.interviews.create({ customer_id, session_kind: 'onboarding' }))).code).toBe('forbidden')
  const session = await olivia.api.interviews.create({ customer_id, session_kind: 'onboarding' })
  expect(session).toMatchObject({
    session_name: 'Onboarding: Company facts',
    session_kind: 'onboarding',
    questions_total: facts.length,
    questions_answered: 1,
    documents: [],
  })
  const { room } = await carl.api.facts.get({ customer_id })
  const [answering, agreeing] = [await join(world, carl, room), await join(world, carl, session.room)]
  factText(answering.doc, 'isms_manager').insert(0, 'Jana Weber')
  const by = { id: carl.me.user.id, name: 'Carl' }
  skipped(agreeing.doc).set('certification_body', { by, at: new Date().toISOString(), reason: 'Not chosen yet' })
  await Promise.all([answering.saved(), agreeing.saved()])
  const completed = await olivia.api.interviews.complete({ session_id: session.id })
  answering.leave()
  agreeing.leave()
  expect(completed).toMatchObject({ session_status: 'completed', questions_answered: 2 })
  const minutes = await carl.api.interviews.minutes({ session_id: session.id })
  expect(minutes).toMatchObject({ session_kind: 'onboarding', topics: ['Company facts'] })
  expect(minutes.questions.find(({ question_id }) => question_id === 'isms_manager')).toMatchObject({
    answer: 'Jana Weber',
    answered_by: ['Carl'],
  })
  expect(minutes.questions.find(({ question_id }) => question_id === 'certification_body')).toMatchObject({
    answer: '',
    skipped: { by: 'Carl', text: 'Not chosen yet' },
  })
})
