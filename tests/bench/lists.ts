import type { Me } from '@certloom/shared/accounts/contract'
import { visit } from '../support/client.ts'
import { hotLists } from '../support/hotLists.ts'
import { fillLarge } from '../support/largeWorld.ts'
import { type Person, password } from '../support/people.ts'
import type { BenchServer } from './benchServer.ts'
import { type Figures, figuresOf, measure } from './figures.ts'

const rounds = 40

export type Lists = { measured: Record<string, Figures>; secondsToMake: number }

/**
 * How long lists and dashboards take in a large organization (1,000 customers, 15,000 documents, 150,000 tasks) beside others, over HTTP, one request
 * after the other, by name; and how long that organization took to make.
 */
export async function measureLists(server: BenchServer): Promise<Lists> {
  const ines = await signUp(server, 'Ines', 'Harbor Compliance')
  const secondsToMake = await fillLarge(server, ines, await signUp(server, 'Omar', 'Northlight Advisors'))
  const measured: Record<string, Figures> = {}
  for (const [name, read] of Object.entries(await hotLists(ines))) {
    await read()
    measured[name] = figuresOf(
      await measure(rounds, async () => {
        await read()
        return () => {}
      }),
    )
  }
  return { measured, secondsToMake }
}

async function signUp(server: BenchServer, name: string, organization_name: string): Promise<Person> {
  const visitor = visit(server)
  const email = `${name.toLowerCase()}.large@example.test`
  const me = await visitor.api.accounts.signUp({ name, organization_name, email, password })
  return { ...visitor, me: me as Me, email }
}
