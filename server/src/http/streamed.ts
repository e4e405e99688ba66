import type { AnyContractProcedure } from '@orpc/contract'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { signedInOf } from '../auth/authorize.ts'
import { guestOf, type PresentGuest } from '../auth/guests.ts'
import type { Ctx } from '../context.ts'

/** A route that carries a file: as a stream, which oRPC would read into memory. All else is as for every route. */
export type StreamedRoute = {
  method: 'GET' | 'POST'
  /** below the interface's prefix, with Fastify's parameters */
  path: string
  handle(context: Ctx, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply>
}

/** Serves a procedure of the contract by hand, for people who are signed in, at the address the contract gives it. */
export const streamed = (contract: AnyContractProcedure, handle: StreamedRoute['handle']): StreamedRoute =>
  streamedAt(contract, async (context, request, reply) => {
    signedInOf(context)
    return handle(context, request, reply)
  })

type GuestHandle = (context: Ctx & { guest: PresentGuest }, request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>

/** The same for guests, and for nobody else. */
export const streamedForGuests = (contract: AnyContractProcedure, handle: GuestHandle): StreamedRoute =>
  streamedAt(contract, async (context, request, reply) => handle({ ...context, guest: await guestOf(context) }, request, reply))

function streamedAt(contract: AnyContractProcedure, handle: StreamedRoute['handle']): StreamedRoute {
  const { method, path } = contract['~orpc'].route
  if (path === undefined || (method !== 'GET' && method !== 'POST')) throw new Error('A streamed route needs a path, and GET or POST.')
  return {
    method,
    path: path.replaceAll(/\{(\w+)\}/g, ':$1'),
    handle,
  }
}
