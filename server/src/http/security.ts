import { AppError } from '@certloom/shared/errors'
import helmet from '@fastify/helmet'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Config } from '../config.ts'

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS'])

/** Headers for every answer. Mantine sets styles inline; scripts come from our own files only. */
export async function addSecurityHeaders(app: FastifyInstance, config: Config, development: boolean): Promise<void> {
  await app.register(helmet, {
    contentSecurityPolicy: development
      ? false
      : {
          useDefaults: false,
          directives: {
            defaultSrc: ["'self'"],
            scriptSrc: ["'self'"],
            styleSrc: ["'self'", "'unsafe-inline'"],
            imgSrc: ["'self'", 'data:', 'blob:'],
            fontSrc: ["'self'", 'data:'],
            connectSrc: ["'self'"],
            objectSrc: ["'none'"],
            baseUri: ["'none'"],
            formAction: ["'self'"],
            frameAncestors: ["'none'"],
          },
        },
    strictTransportSecurity: isHttps(config) ? { maxAge: 31_536_000 } : false,
    referrerPolicy: { policy: 'same-origin' }, // addresses can carry invitation tokens
  })
}

export const isHttps = (config: Config): boolean => config.publicUrl?.startsWith('https://') ?? false

/**
 * Is this request from our own pages? Browsers send `Origin` with every request that can change something and with every socket; programs that
 * are no browsers send none and carry no cookie of somebody else's.
 */
export function isOwnOrigin(config: Config, origin: string | undefined, host: string | undefined): boolean {
  if (origin === undefined) return true
  if (config.publicUrl !== undefined && origin === new URL(config.publicUrl).origin) return true
  try {
    return new URL(origin).host === host
  } catch {
    return false
  }
}

/** Cross-site request forgery: a changing request from another site is refused before anything looks at it. */
export function refuseForeignOrigin(config: Config, request: FastifyRequest): void {
  if (safeMethods.has(request.method)) return
  if (!isOwnOrigin(config, request.headers.origin, request.headers.host)) throw new AppError('foreign_origin')
}
