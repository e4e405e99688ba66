import { contract } from '@certloom/shared/contract'
import { implement } from '@orpc/server'
import { signedInOf } from '../auth/authorize.ts'
import type { Ctx } from '../context.ts'

/** Procedures anybody may call. */
export const open = implement(contract).$context<Ctx>()

/** Procedures for people who are signed in; what they may do there is the service's to ask. */
export const protectedBySession = open.use(({ context, next }) => next({ context: { signedIn: signedInOf(context) } }))
