import type { Me } from '@certloom/shared/accounts/contract'
import type { CustomerRole, OrganizationRole } from '@certloom/shared/roles'
import { type Visitor, visit } from './client.ts'
import type { World } from './world.ts'

export const password = 'a long enough password'

/** Somebody signed in. */
export type Person = Visitor & { me: Me; email: string }

let count = 0
const addressOf = (name: string): string => `${name.toLowerCase().replaceAll(/[^a-z]/g, '')}.${process.pid}.${++count}@example.test`

/** A new person with an organization of their own, as its owner. */
export async function signUp(world: Pick<World, 'url'>, name: string, organization: string): Promise<Person> {
  const visitor = visit(world)
  const email = addressOf(name)
  const me = await visitor.api.accounts.signUp({ name, organization_name: organization, email, password })
  return { ...visitor, me: me as Me, email }
}

/** Invites a new person through the product and lets them accept: staff, or with `customerId` a customer's staff. */
export async function invite(
  world: Pick<World, 'url' | 'sql'>,
  by: Person,
  name: string,
  role: OrganizationRole | CustomerRole,
  customerId: string | null = null,
): Promise<Person> {
  const email = addressOf(name)
  await by.api.members.invite({ email, role, customer_id: customerId })
  const visitor = visit(world)
  const me = await visitor.api.members.acceptInvitation({ token: await mailedToken(world, email), name, password })
  return { ...visitor, me: me as Me, email }
}

/** The same at a server of its own, whose database cannot be asked: the link is read in its outbox, as a person would. */
export async function inviteByOutbox(
  server: Pick<World, 'url'>,
  by: Person,
  name: string,
  role: OrganizationRole | CustomerRole,
  customerId: string | null = null,
): Promise<Person> {
  const email = addressOf(name)
  await by.api.members.invite({ email, role, customer_id: customerId })
  const { data } = await by.api.development.outbox()
  const token = /invitations\/([\w-]+)/.exec(data.find((mail) => mail.to === email)?.text ?? '')?.[1] ?? ''
  const visitor = visit(server)
  const me = await visitor.api.members.acceptInvitation({ token, name, password })
  return { ...visitor, me: me as Me, email }
}

/** The token in the last mail to this address. */
export async function mailedToken(world: Pick<World, 'sql'>, email: string): Promise<string> {
  const [mail] = await world.sql<{ text: string }>('select text from mail where "to" = $1 order by created_at desc limit 1', [email])
  const token = /\/(?:invitations|reset-password)\/([\w-]{20,})/.exec(mail?.text ?? '')?.[1]
  if (!token) throw new Error(`No link was mailed to ${email}.`)
  return token
}
