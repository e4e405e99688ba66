import type { Me } from '@certloom/shared/accounts/contract'
import type { Actor } from '@certloom/shared/roles'
import { actorIn } from '../auth/sessions.ts'
import type { Person } from '../context.ts'
import type { Membership } from '../db/identity.ts'

/** Who is signed in, where, and where else they could go on. `actor` is one of the memberships'. */
export function presentMe(person: Person, actor: Actor, memberships: readonly Membership[]): Me {
  const organizations = memberships.flatMap((place) => {
    const held = place.organization_role ?? place.customer_role
    return held === null
      ? []
      : [{ id: place.organization_id, name: place.organization_name, role: held, customer_name: place.customer_name }]
  })
  const here = memberships.find((place) => place.organization_id === actor.organizationId && place.customer_id === customerIdOf(actor))
  if (!here) throw new Error('A person is shown in an organization they do not belong to.')
  return {
    user: { id: person.id, name: person.name, email: person.email, color: person.color },
    organization: { id: here.organization_id, name: here.organization_name },
    role: actor.role,
    customer: here.customer_id !== null && here.customer_name !== null ? { id: here.customer_id, name: here.customer_name } : null,
    organizations,
  }
}

/** The customer somebody's deeds concern when they concern no other: their own, for customer staff. */
export const customerIdOf = (actor: Actor): string | null => (actor.kind === 'customer' ? actor.customerId : null)

/** What a person is in each organization they belong to; the first is where they start. */
export const actorsOf = (memberships: readonly Membership[], userId: string): Actor[] =>
  [...new Set(memberships.map((place) => place.organization_id))].flatMap(
    (organizationId) => actorIn(memberships, userId, organizationId) ?? [],
  )
