import { AppError } from '@certloom/shared/errors'
import rateLimit from '@fastify/rate-limit'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Config } from '../config.ts'
import { shareOf } from './address.ts'

/** A JSON body larger than this is refused unread. */
const maxBodyBytes = 1_048_576

/** A whole checklist, in letters of any alphabet. */
const maxImportBytes = 16_777_216
const imports = /^\/api\/v1\/readiness-projects\/[^/?]+\/import\b/

/** How much the body of a request to this address may carry. */
export const maxBodyBytesOf = (url: string): number => (imports.test(url) ? maxImportBytes : maxBodyBytes)

/** Where guessing would pay: one address, or the network of one, gets few tries a minute. */
const guessable = [
  /^\/api\/v1\/auth\/(login|sign-up|password-reset)/,
  /^\/api\/v1\/invitations\/by-token\//,
  /^\/api\/v1\/(share|guest\/links)\//,
]

/** @returns a check that throws `too_many_requests` when an address has had its share for this minute */
export async function openRateLimits(app: FastifyInstance, config: Config): Promise<(request: FastifyRequest) => Promise<void>> {
  await app.register(rateLimit, { global: false })
  const guesses = app.createRateLimit({
    max: config.guessesPerMinute,
    timeWindow: '1 minute',
    keyGenerator: (request) => `guess ${shareOf(request.ip)}`,
  })
  const requests = app.createRateLimit({
    max: config.requestsPerMinute,
    timeWindow: '1 minute',
    keyGenerator: (request) => shareOf(request.ip),
  })
  return async (request) => {
    const isGuess = request.method === 'POST' && guessable.some((pattern) => pattern.test(request.url))
    for (const check of isGuess ? [requests, guesses] : [requests]) {
      const result = await check(request)
      if (result.isAllowed || !result.isExceeded) continue
      throw new AppError('too_many_requests', `Too many attempts from this address. Try again in ${result.ttlInSeconds} seconds.`, {
        retry_after_seconds: result.ttlInSeconds,
      })
    }
  }
}

/** Bodies announce their size, so that a large one is refused before it is read. */
export function refuseLargeBody(request: FastifyRequest, maxBytes: number): void {
  if (request.headers['transfer-encoding'] !== undefined) throw new AppError('invalid_input', 'Send the body with a Content-Length.')
  if (Number(request.headers['content-length'] ?? 0) > maxBytes)
    throw new AppError('too_large', `A request may carry at most ${Math.floor(maxBytes / 1_048_576)} MB here.`)
}
