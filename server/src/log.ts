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
