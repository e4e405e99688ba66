import { openApp } from './app.ts'
import { readConfig } from './config.ts'
import { openDatabase } from './database.ts'
import { newMigration } from './db/migrate.ts'
import { openPrisma } from './db/prisma.ts'
import { seedDemo } from './development/seedDemo.ts'
import { openLog } from './log.ts'
import { StartError } from './startError.ts'

/** The commands `npm run db:migrate`, `db:migration -- <name>` and `seed`. */
const commands: Record<string, (argument: string | undefined) => Promise<string>> = {
  migrate: () => withDatabase(async () => 'The database is up to date.'),

  migration: async (name) => {
    if (!name || !/^[a-z][a-z0-9_]*$/.test(name))
      throw new StartError('Name the migration in snake_case: npm run db:migration -- add_tasks')
    return withDatabase(async ({ ownerUrl }) => {
      const folder = await newMigration(ownerUrl, name)
      return folder
        ? `Wrote prisma/migrations/${folder}/migration.sql. Add the row security of every new table to it, then run npm run db:migrate.`
        : 'The migrations already make what the schema says.'
    })
  },

  seed: () =>
    withDatabase(async ({ appUrl }) => {
      const config = readConfig()
      const app = await openApp({ config, db: openPrisma(appUrl), databaseUrl: appUrl, log: openLog(config.logLevel) })
      await seedDemo(app.services, say)
      await app.close()
      return 'The demo world is there.'
    }),
}

const say = (line: string): void => void process.stdout.write(`${line}\n`)

async function withDatabase(work: (database: { appUrl: string; ownerUrl: string }) => Promise<string>): Promise<string> {
  const database = await openDatabase(readConfig(), say)
  try {
    return await work(database)
  } finally {
    await database.stop()
  }
}

const [name = '', argument] = process.argv.slice(2)
const command = commands[name]
try {
  if (!command) throw new StartError(`Commands: ${Object.keys(commands).join(', ')}.`)
  say(await command(argument))
} catch (error) {
  if (!(error instanceof StartError)) throw error
  process.stderr.write(`${error.message}\n`)
  process.exitCode = 1
}
