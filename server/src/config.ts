import { createHash, randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { StartError } from './startError.ts'

const loopback = new Set(['127.0.0.1', '::1', 'localhost'])

const flag = z.enum(['true', 'false']).transform((value) => value === 'true')

/** Every environment variable the product reads, in one place. `.env.example` describes them for people. */
const Environment = z.object({
  PORT: z.coerce.number().int().min(0).max(65535).default(4000),
  HOST: z.string().min(1).default('127.0.0.1'),
  PUBLIC_URL: z.url().optional(),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  DATABASE_OWNER_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  DATA_DIR: z.string().min(1).default('.data'),
  FILE_STORE: z.literal('local').default('local'),
  CHROMIUM_PATH: z.string().min(1).optional(),
  SECRET_KEY: z.string().min(32, 'must have at least 32 characters').optional(),
  SEED: z.enum(['demo', 'empty']).default('demo'),
  SEED_ON_PUBLIC_HOST: flag.default(false),
  SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  MAIL_FROM: z.string().default('Certloom <no-reply@localhost>'),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  TRUST_PROXY: z
    .string()
    .regex(
      /^(false|[1-9]|[\d.:a-fA-F/]+(,[\d.:a-fA-F/]+)*)$/,
      'must be false, the number of proxies, or their addresses separated by commas',
    )
    .default('false'),
  REQUESTS_PER_MINUTE: z.coerce.number().int().positive().default(1_200),
  GUESSES_PER_MINUTE: z.coerce.number().int().positive().default(30),
  UPLOAD_SILENCE_SECONDS: z.coerce.number().int().positive().default(60),
  LIVE_MESSAGES_PER_SECOND: z.coerce.number().int().positive().default(300),
  LIVE_BYTES_PER_SECOND: z.coerce.number().int().positive().default(1_048_576),
  LIVE_MESSAGE_BYTES: z.coerce.number().int().positive().default(2_097_152),
  LIVE_ROOMS_PER_SOCKET: z.coerce.number().int().positive().default(40),
  LIVE_PERSON_SHARE: z.coerce.number().positive().default(4),
  LIVE_ADDRESS_SHARE: z.coerce.number().positive().default(40),
  LIVE_SOCKETS_PER_ROOM: z.coerce.number().int().positive().default(200),
  LIVE_SOCKETS_PER_PERSON: z.coerce.number().int().positive().default(40),
  LIVE_SOCKETS_PER_ADDRESS: z.coerce.number().int().positive().default(1_000),
  LIVE_STATE_ALARM_BYTES: z.coerce.number().int().positive().default(2_097_152),
  LIVE_STATE_BYTES: z.coerce.number().int().positive().default(4_194_304),
})

/** What live documents allow. */
export type LiveLimits = {
  /** of one socket */
  messagesPerSecond: number
  bytesPerSecond: number
  /** how many times as much a person may use through all their sockets, and an address through all of its own */
  personShare: number
  addressShare: number
  /** no message may be larger */
  messageBytes: number
  roomsPerSocket: number
  socketsPerRoom: number
  socketsPerPerson: number
  socketsPerAddress: number
  /** a document whose state is larger is told about in log and metrics */
  stateAlarmBytes: number
  /** one that would become larger takes nothing more that adds to it */
  stateBytes: number
}

export type Config = {
  port: number
  host: string
  isLoopback: boolean
  publicUrl: string | undefined
  database: { appUrl: string; ownerUrl: string } | undefined
  dataDir: string
  /** a browser to print with in place of the bundled one */
  chromiumPath: string | undefined
  secretKey: string
  seed: 'demo' | 'empty'
  smtpUrl: string | undefined
  mailFrom: string
  logLevel: z.infer<typeof Environment>['LOG_LEVEL']
  /** how many proxies, or which, may say where a request came from */
  trustProxy: false | number | string[]
  /** requests one address may make a minute */
  requestsPerMinute: number
  /** sign-ins, sign-ups, resets and invitation look-ups one address may try a minute */
  guessesPerMinute: number
  /** an upload of which nothing has come for so long is cut, in milliseconds */
  uploadSilence: number
  live: LiveLimits
}

/** Reads and checks the configuration; a `StartError` names what is wrong and how to put it right. */
export function readConfig(env: Record<string, string | undefined> = process.env): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''))
  const parsed = Environment.safeParse(given)
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    throw new StartError(`The environment variable ${issue?.path.join('.')} is not usable: ${issue?.message}. See .env.example.`)
  }
  const e = parsed.data
  const isLoopback = loopback.has(e.HOST)
  if ((e.DATABASE_URL === undefined) !== (e.DATABASE_OWNER_URL === undefined)) {
    throw new StartError('Set DATABASE_URL and DATABASE_OWNER_URL together, or neither (then the bundled PostgreSQL is used).')
  }
  if (e.SEED === 'demo' && !isLoopback && !e.SEED_ON_PUBLIC_HOST) {
    throw new StartError(
      `HOST is ${e.HOST}, but SEED=demo creates accounts with a public password. Set SEED=empty, or SEED_ON_PUBLIC_HOST=true if you really want the demo world there.`,
    )
  }
  const dataDir = path.resolve(import.meta.dirname, '../..', e.DATA_DIR)
  return {
    port: e.PORT,
    host: e.HOST,
    isLoopback,
    publicUrl: e.PUBLIC_URL?.replace(/\/$/, ''),
    database: e.DATABASE_URL && e.DATABASE_OWNER_URL ? { appUrl: e.DATABASE_URL, ownerUrl: e.DATABASE_OWNER_URL } : undefined,
    dataDir,
    chromiumPath: e.CHROMIUM_PATH,
    secretKey: e.SECRET_KEY ?? keptSecret(dataDir),
    seed: e.SEED,
    smtpUrl: e.SMTP_URL,
    mailFrom: e.MAIL_FROM,
    logLevel: e.LOG_LEVEL,
    trustProxy: e.TRUST_PROXY === 'false' ? false : /^\d$/.test(e.TRUST_PROXY) ? Number(e.TRUST_PROXY) : e.TRUST_PROXY.split(','),
    requestsPerMinute: e.REQUESTS_PER_MINUTE,
    guessesPerMinute: e.GUESSES_PER_MINUTE,
    uploadSilence: e.UPLOAD_SILENCE_SECONDS * 1_000,
    live: {
      messagesPerSecond: e.LIVE_MESSAGES_PER_SECOND,
      bytesPerSecond: e.LIVE_BYTES_PER_SECOND,
      personShare: e.LIVE_PERSON_SHARE,
      addressShare: e.LIVE_ADDRESS_SHARE,
      messageBytes: e.LIVE_MESSAGE_BYTES,
      roomsPerSocket: e.LIVE_ROOMS_PER_SOCKET,
      socketsPerRoom: e.LIVE_SOCKETS_PER_ROOM,
      socketsPerPerson: e.LIVE_SOCKETS_PER_PERSON,
      socketsPerAddress: e.LIVE_SOCKETS_PER_ADDRESS,
      stateAlarmBytes: e.LIVE_STATE_ALARM_BYTES,
      stateBytes: e.LIVE_STATE_BYTES,
    },
  }
}

/** Without SECRET_KEY a random one is made once and kept beside the data. */
function keptSecret(dataDir: string): string {
  const file = path.join(dataDir, 'secret.key')
  if (existsSync(file)) return readFileSync(file, 'utf8').trim()
  const secret = randomBytes(32).toString('base64url')
  try {
    mkdirSync(dataDir, { recursive: true })
    writeFileSync(file, secret, { mode: 0o600, flag: 'wx' })
    return secret
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return readFileSync(file, 'utf8').trim()
    throw StartError.forFile(dataDir, error)
  }
}

/** A key for one purpose, so that no two uses of the secret share one. */
export const derivedKey = (config: Config, purpose: string): Buffer =>
  createHash('sha256').update(`${purpose}\0${config.secretKey}`).digest()
