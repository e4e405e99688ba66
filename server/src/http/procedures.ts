import { contract } from '@certloom/shared/contract'
import { type Implementer, type ImplementerInternalWithMiddlewares, implement } from '@orpc/server'
import { signedInOf } from '../auth/authorize.ts'
import { guestOf, type PresentGuest } from '../auth/guests.ts'
import type { Ctx } from '../context.ts'

/** Written out, because the compiler gives up on spelling the whole contract. */
type Contract = typeof contract
type SignedIn = { signedIn: NonNullable<Ctx['signedIn']> }

/** Procedures anybody may call. */
export const open: Implementer<Contract, Ctx, Ctx> = implement(contract).$context<Ctx>()

/** Procedures for people who are signed in; what they may do there is the service's to ask. */
export const protectedBySession: ImplementerInternalWithMiddlewares<Contract, Ctx, Ctx & SignedIn> = open.use(({ context, next }) =>
  next({ context: { signedIn: signedInOf(context) } }),
)

/** Procedures for guests, and for nobody else: a guest's cookie is good for these alone. */
export const protectedByGuestLink: ImplementerInternalWithMiddlewares<Contract, Ctx, Ctx & { guest: PresentGuest }> = open.use(
  async ({ context, next }) => next({ context: { guest: await guestOf(context) } }),
)
