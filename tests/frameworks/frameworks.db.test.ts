import { catalogueId } from '@certloom/shared/ids'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { garbage, walk } from '../plans/walk.ts'
import { problemOf, visit } from '../support/client.ts'
import { type Person, signUp } from '../support/people.ts'
import { startWorld, type World } from '../support/world.ts'

let world: World
let ines: Person
beforeAll(async () => {
  world = await startWorld()
  ines = await signUp(world, 'Ines Duarte', 'Harbor Compliance')
})
afterAll(() => world.stop())

const iso27001 = catalogueId('framework', 'iso27001-2022')

test('a consultant finds ISO 27001 first, with its 134 requirements and 24 templates', async () => {
  const { data, next_cursor } = await ines.api.frameworks.list({})
  expect(next_cursor).toBeNull()
  expect(data).toHaveLength(13)
  expect(data[0]).toMatchObject({
    id: iso27001,
    code: 'iso27001-2022',
    name: 'ISO/IEC 27001:2022',
    publisher: 'ISO/IEC',
    edition: '2022',
    requirement_count: 134,
    template_count: 24,
  })
  expect(data.find((framework) => framework.code === 'nist-800-171r2')).toMatchObject({ requirement_count: 110, template_count: 0 })
})

test('the frameworks and their requirements come page by page, each exactly once and in order', async () => {
  const frameworks = await walk((cursor) => ines.api.frameworks.list({ limit: 5, cursor }))
  expect(frameworks).toEqual((await ines.api.frameworks.list({})).data)
  const requirements = await walk((cursor) => ines.api.frameworks.requirements({ framework_id: iso27001, limit: 20, cursor }))
  expect(requirements.map((requirement) => requirement.position)).toEqual(requirements.map((_, index) => index + 1))
  expect(requirements.filter((requirement) => requirement.kind === 'control')).toHaveLength(93)
})

test('a control names its theme and carries no text of the standard; a NIST requirement carries its text', async () => {
  const iso = await walk((cursor) => ines.api.frameworks.requirements({ framework_id: iso27001, limit: 200, cursor }))
  expect(iso.find((requirement) => requirement.code === 'A.5.10')).toMatchObject({
    kind: 'control',
    parent_code: 'A.5',
    is_auditable: true,
    text: null,
  })
  expect(iso.find((requirement) => requirement.code === 'A.5')).toMatchObject({ kind: 'theme', parent_code: null, is_auditable: false })
  const nist = await ines.api.frameworks.requirements({ framework_id: catalogueId('framework', 'nist-800-171r2'), limit: 2 })
  expect(nist.data[1]).toMatchObject({
    code: '3.1.1',
    parent_code: '3.1',
    text: expect.stringContaining('Limit system access to authorized users'),
  })
})

test('the last page promises no other one, even when it is full', async () => {
  const page = await ines.api.frameworks.list({ limit: 13 })
  expect(page.data).toHaveLength(13)
  expect(page.next_cursor).toBeNull()
})

test('a framework that does not exist is not found', async () => {
  expect((await problemOf(ines.api.frameworks.requirements({ framework_id: catalogueId('framework', 'nothing') }))).code).toBe('not_found')
})

test.each(garbage)('the cursor %s is refused', async (cursor) => {
  expect((await problemOf(ines.api.frameworks.list({ cursor }))).code).toBe('invalid_input')
  expect((await problemOf(ines.api.frameworks.requirements({ framework_id: iso27001, cursor }))).code).toBe('invalid_input')
})

test('a visitor who is not signed in sees no catalogue', async () => {
  const { api } = visit(world)
  expect((await problemOf(api.frameworks.list({}))).code).toBe('not_signed_in')
})
