import { AsyncLocalStorage } from 'node:async_hooks'
import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import pg from 'pg'
import { vi } from 'vitest'

export type Statement = { text: string; values: unknown[] }

/**
 * What the server in this process sends to PostgreSQL for the requests that `work` makes; not what it does by itself meanwhile. A request is known by the
 * asynchronous context in which it is handled.
 */
async function statementsFor(work: () => Promise<unknown>): Promise<Statement[]> {
  const request = new AsyncLocalStorage<true>()
  const statements: Statement[] = []
  const { query } = pg.Client.prototype
  const spy = vi.spyOn(pg.Client.prototype, 'query').mockImplementation(function (this: pg.Client, ...call: unknown[]) {
    if (request.getStore()) statements.push(...asStatement(call))
    return (query as (...call: unknown[]) => undefined).apply(this, call)
  })
  const begin = (): void => request.enterWith(true)
  subscribe('http.server.request.start', begin)
  try {
    await work()
    return statements
  } finally {
    unsubscribe('http.server.request.start', begin)
    spy.mockRestore()
  }
}

/** How many they are, with those that open and close transactions. */
export const countStatements = async (work: () => Promise<unknown>): Promise<number> => (await statementsFor(work)).length

/** Of these, those that read rows. */
export const readsFor = async (work: () => Promise<unknown>): Promise<Statement[]> =>
  (await statementsFor(work)).filter(({ text }) => /^\s*(select|with)\b/i.test(text) && !/set_config|identity_/.test(text))

function asStatement([query, values]: readonly unknown[]): Statement[] {
  if (typeof query === 'string') return [{ text: query, values: Array.isArray(values) ? values : [] }]
  const config = query as { text?: string; values?: unknown[] } | undefined
  return config?.text === undefined ? [] : [{ text: config.text, values: config.values ?? (Array.isArray(values) ? values : []) }]
}

/** How a table is read by one node of a plan. */
export type Access = { table: string; by: string; index: string | undefined }

type Node = { 'Node Type': string; 'Relation Name'?: string; 'Index Name'?: string; Plans?: Node[] }

type Addresses = { appUrl: string; superuserUrl: string }

/** How PostgreSQL would read tables for these statements, asked as the tenant; for those that call the search by words, how it reads them within. */
export async function accessesOf(database: Addresses, organizationId: string, statements: readonly Statement[]): Promise<Access[]> {
  const searches = statements.filter(({ text }) => text.includes('tenant_rows_saying'))
  return [
    ...(await asTenant(database.appUrl, organizationId, (client) => planned(client, statements))),
    ...(searches.length === 0 ? [] : await asTenant(database.superuserUrl, organizationId, (client) => performed(client, searches))),
  ]
}

async function asTenant<T>(connectionString: string, organizationId: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString })
  await client.connect()
  try {
    await client.query('begin')
    await client.query(`select set_config('app.organization_id', $1, true), set_config('app.customer_id', '', true)`, [organizationId])
    return await work(client)
  } finally {
    await client.end()
  }
}

const becomeTenant = `select set_config('role', 'certloom_tenant', true)`

async function planned(client: pg.Client, statements: readonly Statement[]): Promise<Access[]> {
  await client.query(becomeTenant)
  const accesses: Access[] = []
  for (const { text, values } of statements) {
    const { rows } = await client.query<{ 'QUERY PLAN': { Plan: Node }[] }>(`explain (format json) ${text}`, values)
    for (const { Plan } of rows[0]?.['QUERY PLAN'] ?? []) accesses.push(...accessesIn(Plan))
  }
  return accesses
}

/** A function's own statements are explained only while it runs, which a superuser may ask for. */
async function performed(client: pg.Client, statements: readonly Statement[]): Promise<Access[]> {
  const accesses: Access[] = []
  await client.query(`load 'auto_explain'`)
  for (const setting of ['log_min_duration = 0', 'log_nested_statements = on', 'log_format = json'])
    await client.query(`set auto_explain.${setting}`)
  await client.query(becomeTenant)
  await client.query('set client_min_messages = log')
  client.on('notice', ({ message }) => {
    const [, plan] = message?.split('plan:') ?? []
    if (plan !== undefined) accesses.push(...accessesIn((JSON.parse(plan) as { Plan: Node }).Plan))
  })
  for (const { text, values } of statements) await client.query(text, values)
  return accesses
}

function accessesIn(node: Node, table?: string): Access[] {
  const own = node['Relation Name'] ?? table
  const access = own === undefined ? [] : [{ table: own, by: node['Node Type'], index: node['Index Name'] }]
  return [...access, ...(node.Plans ?? []).flatMap((child) => accessesIn(child, child['Node Type'].startsWith('Bitmap') ? own : undefined))]
}
