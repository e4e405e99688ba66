import { type Logger, pino } from 'pino'

export type Log = Logger

/**
 * Structured logs on standard output. They never carry document content or secrets: what could is not handed over in the first place,
 * and these paths are cut in case somebody does.
 */
export const openLog = (level: string): Log =>
  pino({
    level,
    base: null,
    serializers: { err: withoutContent },
    redact: {
      paths: [
        'password',
        'token',
        'ticket',
        'cookie',
        '*.password',
        '*.token',
        '*.ticket',
        '*.cookie',
        'req.headers.cookie',
        'req.headers.authorization',
      ],
      censor: '[redacted]',
    },
  })

/** Errors of the database quote what they were given, which may be a document: of those only name, codes and place are logged. */
function withoutContent(error: unknown): object {
  if (!(error instanceof Error)) return { type: typeof error }
  const { code, meta } = error as { code?: unknown; meta?: { driverAdapterError?: { cause?: { originalCode?: unknown } } } }
  const place = error.stack
    ?.split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 8)
  const known = { type: error.name, code, sqlState: meta?.driverAdapterError?.cause?.originalCode, place }
  return quotesContent(error)
    ? known
    : { ...known, message: error.message, ...(error.cause !== undefined && { cause: withoutContent(error.cause) }) }
}

const quotesContent = (error: Error): boolean => /^(Prisma|DriverAdapter)/.test(error.name) || error.constructor.name === 'DatabaseError'
