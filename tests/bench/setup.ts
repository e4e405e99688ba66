import { readFileSync } from 'node:fs'
import { findPackageJSON } from 'node:module'
import { type BenchServer, benchSettings } from './benchServer.ts'

/** How a server was run while it was measured. */
export type Setup = {
  versions: Readonly<Record<string, string>>
  port: number
  /** what differs from how it comes */
  settings: Readonly<Record<string, unknown>>
  on: string
  off: string
}

/** The installed versions of packages, by their names, and of what runs them. */
export const versionsOf = (packages: readonly string[]): Record<string, string> => ({
  ...Object.fromEntries(packages.map((name) => [name, versionOf(name)])),
  node: process.versions.node,
})

function versionOf(name: string): string {
  const file = findPackageJSON(name, import.meta.url)
  if (!file) throw new Error(`${name} is not installed.`)
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version
}

/** Certloom's own, and how its PostgreSQL says it is set: whether what it commits is on the disk. */
export async function setupOf({ url, sql }: BenchServer): Promise<Setup> {
  const rows = await sql<{ name: string; setting: string }>(
    `select name, setting from pg_settings where name in ('server_version', 'fsync', 'synchronous_commit', 'full_page_writes', 'shared_buffers')`,
  )
  const { server_version, ...database } = Object.fromEntries(rows.map(({ name, setting }) => [name, setting]))
  return {
    versions: { ...versionsOf(['@hocuspocus/server', 'yjs', 'ws', '@prisma/client']), postgresql: server_version ?? '' },
    port: Number(new URL(url).port),
    settings: { ...benchSettings, ...database },
    on: 'accounts, rights, the check of every update, the log on disk and its acknowledgement, projection, presence that cannot be forged, metrics',
    off: 'demo world, compression',
  }
}
