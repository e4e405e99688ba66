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

/** The words of the last mail to an address, however they are got at. */
type Post = (email: string) => Promise<string | undefined>

/** Invites a new person through the product and lets them accept: staff, or with `customerId` a customer's staff. */
export const invite = (
  world: Pick<World, 'url' | 'sql'>,
  by: Person,
  name: string,
  role: OrganizationRole | CustomerRole,
  customerId: string | null = null,
): Promise<Person> => inviteBy(lastMailIn(world), world, by, name, role, customerId)

/** The same at a server of its own, whose database cannot be asked: the link is read in its outbox, as a person would. */
export const inviteByOutbox = (
  server: Pick<World, 'url'>,
  by: Person,
  name: string,
  role: OrganizationRole | CustomerRole,
  customerId: string | null = null,
): Promise<Person> => {
  const inOutbox: Post = async (email) => (await by.api.development.outbox()).data.find((mail) => mail.to === email)?.text
  return inviteBy(inOutbox, server, by, name, role, customerId)
}

/** The same where mail is sent, after which the database no longer knows its words: the link is read from `post`. */
export async function inviteBy(
  post: Post,
  server: Pick<World, 'url'>,
  by: Person,
  name: string,
  role: OrganizationRole | CustomerRole,
  customerId: string | null = null,
): Promise<Person> {
  const email = addressOf(name)
  await by.api.members.invite({ email, role, customer_id: customerId })
  const visitor = visit(server)
  const me = await visitor.api.members.acceptInvitation({ token: tokenIn(await post(email), email), name, password })
  return { ...visitor, me: me as Me, email }
}

/** The token in the last mail to this address. */
export const mailedToken = async (world: Pick<World, 'sql'>, email: string): Promise<string> =>
  tokenIn(await lastMailIn(world)(email), email)

const lastMailIn =
  ({ sql }: Pick<World, 'sql'>): Post =>
  async (email) =>
    (await sql<{ text: string }>('select text from mail where "to" = $1 order by created_at desc limit 1', [email]))[0]?.text

function tokenIn(words: string | undefined, email: string): string {
  const token = /\/(?:invitations|reset-password)\/([\w-]{20,})/.exec(words ?? '')?.[1]
  if (!token) throw new Error(`No link was mailed to ${email}.`)
  return token
}
