import { readdirSync } from 'node:fs'
import path from 'node:path'
import { Uploaded } from '@certloom/shared/evidence/contract'
import type { Visitor } from './client.ts'
import type { World } from './world.ts'

export type Fields = Record<string, string>

/** Sends a file as the product's form does: its fields first. */
export function send(by: Visitor, customerId: string, name: string, content: BlobPart, fields: Fields = {}): Promise<Response> {
  const form = new FormData()
  for (const [key, value] of Object.entries(fields)) form.append(key, value)
  form.append('file', new Blob([content]), name)
  return by.fetch(`/api/v1/customers/${customerId}/files/upload`, { method: 'POST', body: form })
}

/** The same where it must succeed. */
export async function upload(by: Visitor, customerId: string, name: string, content: BlobPart, fields: Fields = {}): Promise<Uploaded> {
  const response = await send(by, customerId, name, content, fields)
  const body: unknown = await response.json()
  if (response.status !== 201) throw new Error(JSON.stringify(body))
  return Uploaded.parse(body)
}

/** What lies in the file store: kept files, and those still coming in. */
export function filesOnDisk({ config }: Pick<World, 'config'>): { kept: number; incoming: number } {
  const count = (folder: string): number => {
    try {
      return readdirSync(path.join(config.dataDir, 'files', folder), { recursive: true, withFileTypes: true }).filter((entry) =>
        entry.isFile(),
      ).length
    } catch {
      return 0
    }
  }
  return { kept: count('kept'), incoming: count('incoming') }
}
