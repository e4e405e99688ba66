import { PrismaPg } from '@prisma/adapter-pg'
import { ColumnTypeEnum, type SqlDriverAdapter } from '@prisma/driver-adapter-utils'
import pg from 'pg'

/** Postgres' internal one-byte type "char", which adapter-pg 7.10 does not know and the schema engine reads from the system tables. */
const internalChar = 18
const text = 25

/**
 * The stock adapter with what the schema engine needs and it gets wrong: the shadow database (stock: migrations are replayed on the main one),
 * scripts (stock: split at every `;`, which breaks function bodies and is not atomic), and the internal type "char".
 */
export class MigrationAdapter extends PrismaPg {
  readonly #url: URL
  readonly #pools: pg.Pool[] = []
  readonly #shadows: string[] = []

  constructor(url: string) {
    super({ connectionString: url })
    this.#url = new URL(url)
  }

  override connect(): ReturnType<PrismaPg['connect']> {
    return this.#open(this.#url.pathname.slice(1)) as ReturnType<PrismaPg['connect']>
  }

  override connectToShadowDb(): ReturnType<PrismaPg['connectToShadowDb']> {
    return this.#openShadow() as ReturnType<PrismaPg['connectToShadowDb']>
  }

  /** Ends every connection it made and drops the shadow databases. */
  async end(): Promise<void> {
    const [main, ...others] = this.#pools
    for (const pool of others) await pool.end()
    for (const name of this.#shadows) await main?.query(`drop database if exists "${name}" with (force)`)
    await main?.end()
  }

  get #main(): pg.Pool {
    const [main] = this.#pools
    if (!main) throw new Error('connect() comes before connectToShadowDb()')
    return main
  }

  async #openShadow(): Promise<SqlDriverAdapter> {
    const name = `certloom_shadow_${crypto.randomUUID().replaceAll('-', '')}`
    await this.#main.query(`create database "${name}" template template0`)
    this.#shadows.push(name)
    return this.#open(name)
  }

  async #open(database: string): Promise<SqlDriverAdapter> {
    const url = new URL(this.#url)
    url.pathname = `/${database}`
    const pool = new pg.Pool({ connectionString: url.href, max: 1 })
    pool.on('error', () => {}) // an idle connection of a shadow database ends when that is dropped
    this.#pools.push(pool)
    const charColumns = reportCharAsText(pool)
    const adapter = await new PrismaPg(pool).connect()
    const queryRaw = adapter.queryRaw.bind(adapter)
    const onError = (adapter as unknown as { onError(error: unknown): never }).onError.bind(adapter)
    return Object.assign(adapter, {
      queryRaw: async (query: Parameters<SqlDriverAdapter['queryRaw']>[0]) => {
        const result = await queryRaw(query)
        for (const column of charColumns.last) result.columnTypes[column] = ColumnTypeEnum.Character
        return result
      },
      executeScript: async (script: string) => {
        await pool.query(script).catch(onError)
      },
    })
  }
}

/** Lets the pool answer "char" columns as text and remembers which columns of the last answer they were. */
function reportCharAsText(pool: pg.Pool): { last: number[] } {
  const remembered: { last: number[] } = { last: [] }
  const query = pool.query.bind(pool) as (...args: unknown[]) => Promise<pg.QueryResult>
  pool.query = (async (...args: unknown[]) => {
    const result = await query(...args)
    remembered.last = []
    for (const [column, field] of (result.fields ?? []).entries()) {
      if (field.dataTypeID !== internalChar) continue
      field.dataTypeID = text
      remembered.last.push(column)
    }
    return result
  }) as unknown as typeof pool.query
  return remembered
}
