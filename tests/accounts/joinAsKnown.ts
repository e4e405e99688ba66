import type { CustomerRole, OrganizationRole } from '@certloom/shared/roles'
import { mailedToken, type Person, password } from '../support/people.ts'
import type { World } from '../support/world.ts'

/** Somebody who has an account joins the host's organization with it, and goes on there. */
export async function joinAsKnown(
  world: World,
  person: Person,
  host: Person,
  role: OrganizationRole | CustomerRole,
  customerId: string | null = null,
): Promise<void> {
  await host.api.members.invite({ email: person.email, role, customer_id: customerId })
  await person.api.members.acceptInvitation({ token: await mailedToken(world, person.email), password })
}
