import { type demoAccounts, demoPassword } from '@certloom/server/development/demoAccounts'
import { seedDemo } from '@certloom/server/development/seedDemo'
import { type Visitor, visit } from './client.ts'
import { startWorld, type World } from './world.ts'

/** A server with the demo world in it. */
export async function startDemoWorld(): Promise<World> {
  const world = await startWorld({ seed: 'demo' })
  await seedDemo(world.app.services, () => {})
  return world
}

/** Signs in as one of the demo world's people. */
export async function signInAs(world: World, email: (typeof demoAccounts)[number]['email']): Promise<Visitor> {
  const visitor = visit(world)
  await visitor.api.accounts.login({ email, password: demoPassword })
  return visitor
}
