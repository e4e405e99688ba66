import type { World } from './world.ts'

/** Something that can be read, as the server describes it. */
export type Readable = { path: string; parameters: { name: string; in: string; schema?: { enum?: unknown[] } }[] }

/** Streams are to be listened to; the outbox of a demo shows everybody's mail on purpose, and is not there otherwise. */
const isOther = (path: string): boolean => path.endsWith('/events') || path.includes('/development/')

/** Every way to read something, from the description that the server gives of itself. */
export async function readable({ url }: Pick<World, 'url'>): Promise<Readable[]> {
  const { paths } = (await (await fetch(`${url}/openapi.json`)).json()) as { paths: Record<string, { get?: Partial<Readable> }> }
  return Object.entries(paths).flatMap(([path, { get }]) => (get && !isOther(path) ? [{ path, parameters: get.parameters ?? [] }] : []))
}

/** The address with these ids in it, once with each filter it knows that takes one. */
export function addressesOf({ path, parameters }: Readable, ids: Record<string, string>): string[] {
  const filled = path.replaceAll(/\{(\w+)\}/g, (_all, name: string) => encodeURIComponent(ids[name] ?? 'a-token-that-nobody-was-given'))
  const filters = parameters.filter(({ name, in: place }) => place === 'query' && ids[name] !== undefined)
  const address = `/api/v1${filled.replace(/^\/api\/v1/, '')}`
  return [address, ...filters.map(({ name }) => `${address}?${name}=${ids[name]}`)]
}

/** The same address with each word that one of its filters offers. */
export function choicesOf(one: Readable, ids: Record<string, string>): string[] {
  const [address] = addressesOf(one, ids)
  return one.parameters.flatMap(({ name, in: place, schema }) =>
    place === 'query' ? (schema?.enum ?? []).map((word) => `${address}?${name}=${encodeURIComponent(String(word))}`) : [],
  )
}
