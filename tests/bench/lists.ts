import type { Me } from '@certloom/shared/accounts/contract'
import { visit } from '../support/client.ts'
import { hotLists } from '../support/hotLists.ts'
import { fillLarge } from '../support/largeWorld.ts'
import { type Person, password } from '../support/people.ts'
import { startBenchServer } from './benchServer.ts'
import { figuresOf, measure, tableOf } from './figures.ts'

/**
 * How long lists and dashboards take in a large organization (1,000 customers, 15,000 documents, 150,000 tasks) beside others, over HTTP, one request
 * after the other. Prints the figures as a table and as JSON. Needs a built client.
 */
const rounds = 60
const budget = 100

const server = await startBenchServer()
try {
  const ines = await signUp('Ines Duarte', 'Harbor Compliance')
  const before = performance.now()
  await fillLarge(server, ines, await signUp('Omar Haddad', 'Northlight Advisors'))
  process.stdout.write(`The large organization was made in ${((performance.now() - before) / 1_000).toFixed(1)} s\n`)
  const measured: Record<string, ReturnType<typeof figuresOf>> = {}
  for (const [name, read] of Object.entries(await hotLists(ines))) {
    await read()
    measured[name] = figuresOf(await measure(rounds, () => read().then(() => () => Promise.resolve())))
  }
  process.stdout.write(`${tableOf(measured)}\n${JSON.stringify({ rounds, measured })}\n`)
  if (Object.values(measured).some(({ p95 }) => p95 > budget)) process.exitCode = 1
} finally {
  await server.stop()
}

async function signUp(name: string, organization_name: string): Promise<Person> {
  const visitor = visit(server)
  const email = `${name.split(' ')[0]?.toLowerCase()}@example.test`
  const me = await visitor.api.accounts.signUp({ name, organization_name, email, password })
  return { ...visitor, me: me as Me, email }
}
