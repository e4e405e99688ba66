import { createServer } from 'node:net'
import { type App, openApp } from './app.ts'
import { type Config, readConfig } from './config.ts'
import { type Database, openDatabase } from './database.ts'
import { openPrisma } from './db/prisma.ts'
import { demoAccounts, demoPassword } from './development/demoAccounts.ts'
import { seedDemo } from './development/seedDemo.ts'
import { chromiumFolder, unpackChromium } from './exports/chromiumFiles.ts'
import { type Log, openLog } from './log.ts'
import { StartError } from './startError.ts'

const say = (line: string): void => void process.stdout.write(`${line}\n`)

/** A second Ctrl-C within this time is the same one arriving twice (from the terminal and from npm), in milliseconds. */
const sameSignal = 1_500

/** Warnings that tell whoever writes Certloom something, and nobody who runs it. */
const forDevelopers: ReadonlySet<string> = new Set(['DeprecationWarning', 'ExperimentalWarning'])

try {
  await start()
} catch (error) {
  if (!(error instanceof StartError)) throw error
  process.stderr.write(`\nCertloom cannot start. ${error.message}\n`)
  process.exit(1)
}

async function start(): Promise<void> {
  const config = readConfig()
  const log = openLog(config.logLevel)
  routeConsole(log)
  await refuseBusyPort(config)
  const database = await openDatabase(config, (step) => say(`  ${step}`))
  database.supervise(log)
  const db = openPrisma(database.appUrl)
  const app = await openApp({ config, db, databaseUrl: database.appUrl, log, development: process.argv.includes('--development') })
  stopOnSignals(app, database, log)
  if (config.seed === 'demo') await seedDemo(app.services, (step) => say(`  ${step}`))
  await app.fastify.listen({ port: config.port, host: config.host })
  greet(config)
  if (config.chromiumPath === undefined) await prepareToPrint(config, log)
}

/** Unpacked while nobody waits for it: it takes seconds, once. Should it fail, it is tried again for the first document. */
async function prepareToPrint({ dataDir }: Config, log: Log): Promise<void> {
  await unpackChromium(chromiumFolder(dataDir)).catch((error: unknown) =>
    log.warn({ err: error }, 'the browser that prints could not be unpacked'),
  )
}

/** Libraries that print or warn do so through our log; what is for developers only there when asked for. */
function routeConsole(log: Log): void {
  const levels = { error: 'error', warn: 'warn', info: 'info', log: 'info', debug: 'debug' } as const
  for (const [method, level] of Object.entries(levels)) {
    Object.assign(console, {
      [method]: (...args: unknown[]) => log[level]({ library: args.map(String).join(' ') }, 'printed by a library'),
    })
  }
  process.removeAllListeners('warning')
  process.on('warning', (warning) => log[forDevelopers.has(warning.name) ? 'debug' : 'warn']({ err: warning }, 'a warning'))
}

/** Found out first, so that a busy port starts nothing that would have to be stopped again. */
function refuseBusyPort({ port, host }: Config): Promise<void> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', (error: NodeJS.ErrnoException) => {
      const why =
        error.code === 'EADDRINUSE'
          ? 'something else is using it (another Certloom?)'
          : error.code === 'EACCES'
            ? 'this account may not use it'
            : error.message
      reject(new StartError(`Port ${port} on ${host} is not free: ${why}. Set PORT to another number.`))
    })
    probe.listen(port, host, () => probe.close(() => resolve()))
  })
}

function stopOnSignals(app: App, database: Database, log: Log): void {
  let stoppingSince = 0
  const stop = async (exitCode: number): Promise<void> => {
    if (stoppingSince > 0) {
      if (Date.now() - stoppingSince > sameSignal) process.exit(1)
      return
    }
    stoppingSince = Date.now()
    say('\nStopping: open documents are being stored')
    await app.close()
    await database.stop()
    say('Stopped')
    process.exit(exitCode)
  }
  const stopped = (exitCode: number) => () => void stop(exitCode).catch((error: unknown) => log.fatal({ err: error }, 'the stop failed'))
  process.on('SIGINT', stopped(0))
  process.on('SIGTERM', stopped(0))
  process.on('unhandledRejection', (error) => {
    log.fatal({ err: error }, 'a promise was left to fail; storing everything and stopping')
    stopped(1)()
  })
}

function greet(config: Config): void {
  say(`\nCertloom is running at ${config.publicUrl ?? `http://${config.host === '127.0.0.1' ? 'localhost' : config.host}:${config.port}`}`)
  if (config.seed !== 'demo') return
  say(`\n  Sign in with one click, or as (password ${demoPassword}):`)
  for (const account of demoAccounts) say(`    ${account.email.padEnd(26)} ${account.role}, ${account.place}`)
}
