import type { Me } from '@certloom/shared/accounts/contract'
import { AppError } from '@certloom/shared/errors'
import { newId } from '@certloom/shared/ids'
import type { Actor } from '@certloom/shared/roles'
import { record } from '../audit/record.ts'
import { hashPassword } from '../auth/passwords.ts'
import type { Ctx, Person } from '../context.ts'
import { createAccount, findAccount } from '../db/identity.ts'
import { withTenant } from '../db/tenant.ts'
import { openFacts } from '../facts/openFacts.ts'
import { openFolders } from '../files/openFolders.ts'
import { beginSession, byPerson } from './session.ts'

export type SignUp = { organizationName: string; name: string; email: string; password: string; timeZone: string }

/**
 * A new person with a new organization, signed in as its owner.
 * @throws `conflict` if the address has an account; the sentence is the same as for any address that cannot be used
 */
export async function signUp(ctx: Ctx, given: SignUp): Promise<Me> {
  if (await findAccount(ctx.db, given.email)) {
    throw new AppError('conflict', 'This address cannot be used for a new account; sign in or reset the password.', { field: 'email' })
  }
  const passwordHash = await hashPassword(given.password)
  const { person, actor } = await createOrganization(ctx, given, passwordHash)
  return beginSession(ctx, person, actor, passwordHash)
}

/** Person, organization, ownership and the organization as its own customer: all at once or not at all. */
async function createOrganization(ctx: Ctx, given: SignUp, passwordHash: string): Promise<{ person: Person; actor: Actor }> {
  const organizationId = newId()
  const person: Person = { id: newId(), name: given.name, email: given.email, color: 0 }
  await withTenant(ctx.db, { organizationId }, async (tx) => {
    await createAccount(tx, { ...person, passwordHash })
    await tx.organization.create({ data: { id: organizationId, name: given.organizationName, timeZone: given.timeZone } })
    await tx.organizationMember.create({ data: { organizationId, userId: person.id, role: 'owner' } })
    const self = await tx.customer.create({
      data: { id: newId(), organizationId, companyName: given.organizationName, isSelf: true, portalEnabled: false },
    })
    await openFacts(tx, self)
    await openFolders(tx, { organizationId, customerId: self.id, createdById: person.id })
    await record(tx, byPerson(ctx, person, organizationId), {
      action: 'organization.created',
      entity: { type: 'organization', id: organizationId },
      customerId: null,
      after: { name: given.organizationName },
    })
  })
  return { person, actor: { kind: 'staff', userId: person.id, organizationId, role: 'owner' } }
}
