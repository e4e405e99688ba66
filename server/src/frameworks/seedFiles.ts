import { readFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'

const folder = path.resolve(import.meta.dirname, '../../../prisma/seed/frameworks')

/** One requirement as a reader of a framework's file hands it over; its place is its position. */
export type Item = {
  code: string
  title: string
  kind: string
  parent_code?: string | null
  is_auditable?: boolean
  text?: string
  attributes?: Record<string, unknown>
  /** groups others and is none itself */
  heading?: true
}

/** A framework as read from its file. */
export type Source = {
  meta: { name: string; title: string; publisher: string; edition: string | null; status: string | null }
  items: Item[]
}

/** Reads one file of `prisma/seed/frameworks`; throws if it has not this shape. */
export function readSeed<T extends z.ZodType>(name: string, shape: T): z.infer<T> {
  return shape.parse(JSON.parse(readFileSync(path.join(folder, `${name}.json`), 'utf8')))
}

/** What a file says about its framework. */
export const Meta = z.object({
  name: z.string(),
  title: z.string().optional(),
  publisher: z.string(),
  edition: z.union([z.string(), z.number()]).optional(),
  status: z.string().optional(),
})

export const metaOf = (meta: z.infer<typeof Meta>): Source['meta'] => ({
  name: meta.name,
  title: meta.title ?? meta.name,
  publisher: meta.publisher,
  edition: meta.edition === undefined ? null : String(meta.edition),
  status: meta.status ?? null,
})

/** Keys as the database and the interface spell them. */
export const snakeCaseKeys = (record: Record<string, string[]>): Record<string, string[]> =>
  Object.fromEntries(
    Object.entries(record).map(([key, value]) => [key.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`), value]),
  )
