import * as Y from 'yjs'

export type Struct = Y.Item | Y.GC | Y.Skip
type StructId = { client: number; clock: number }

/** What no layout of ours holds: documents inside documents, bytes, and a form of JSON that only old clients wrote. */
const foreignContent = [Y.ContentDoc, Y.ContentBinary, Y.ContentJSON] as const

/** A value that an update writes under a key of a root map, as a reader of the map would get it, and the client id it is written under. */
export type WrittenKey = { root: string; key: string; client: number; value: unknown }

/** A reference of an update leads to nothing that the document or the update has. */
export class DanglingReference extends Error {}

/**
 * Knows where the parts of an update would land in a document. It follows Yjs' own rules for new items (Item.getMissing and Item.integrate, 13.6),
 * so a root cannot be reached past it.
 */
export class UpdateReader {
  readonly roots = new Set<string>()
  readonly writers = new Set<number>()
  hasForeignContent = false
  readonly #doc: Y.Doc
  readonly incoming = new Map<number, Struct[]>()
  readonly #rootOfIncoming = new Map<Struct, string | null>()
  readonly #keyOfIncoming = new Map<Struct, string | null>()

  constructor(doc: Y.Doc, structs: Struct[]) {
    this.#doc = doc
    for (const struct of structs) {
      const ofClient = this.incoming.get(struct.id.client)
      if (ofClient) ofClient.push(struct)
      else this.incoming.set(struct.id.client, [struct])
    }
  }

  readStructs(): void {
    for (const [client, structs] of this.incoming) {
      const known = Y.getState(this.#doc.store, client)
      let end = known
      for (const struct of structs) {
        if (struct instanceof Y.Skip || struct.id.clock > end) throw new DanglingReference()
        const structEnd = struct.id.clock + struct.length
        if (structEnd <= known) continue
        this.writers.add(client)
        if (struct instanceof Y.Item) {
          if (foreignContent.some((kind) => struct.content instanceof kind)) this.hasForeignContent = true
          this.#refersBack(struct)
          this.#touch(this.rootOf(struct))
          // The known part stays where it is, and the rest is put behind it: that place counts too.
          if (struct.id.clock < known) this.#touch(this.rootOf(this.find({ client, clock: known - 1 })))
        }
        end = Math.max(end, structEnd)
      }
    }
  }

  readDeletions(clients: Map<number, readonly { clock: number; len: number }[]>): void {
    for (const [client, ranges] of clients) {
      const end = this.#endOf(client)
      for (const { clock, len } of ranges) {
        if (clock + len > end) throw new DanglingReference()
        for (let at = clock; at < clock + len; ) {
          const struct = this.find({ client, clock: at })
          if (struct instanceof Y.Item && !struct.deleted) this.#touch(this.rootOf(struct))
          at = struct.id.clock + struct.length
        }
      }
    }
  }

  #touch(root: string | null): void {
    if (root !== null) this.roots.add(root)
  }

  /** Everything an item refers to must exist, and within its own client come before it. */
  #refersBack(item: Y.Item): void {
    for (const id of [item.origin, item.rightOrigin, item.parent instanceof Y.ID ? item.parent : null]) {
      if (!id) continue
      if (id.client === item.id.client && id.clock >= item.id.clock) throw new DanglingReference()
      this.find(id)
    }
  }

  /** The root an item belongs to; null for what lands nowhere, because its neighbour or parent is gone. */
  rootOf(struct: Struct): string | null {
    const path: Struct[] = []
    const seen = new Set<Struct>()
    let current: Struct = struct
    let root: string | null
    for (;;) {
      const known = this.#rootOfIncoming.get(current)
      if (known !== undefined) {
        root = known
        break
      }
      const step = this.#place(current)
      if (step === null || typeof step === 'string') {
        root = step
        path.push(current)
        break
      }
      if (seen.has(current)) throw new DanglingReference()
      seen.add(current)
      path.push(current)
      current = step
    }
    for (const visited of path) this.#rootOfIncoming.set(visited, root)
    return root
  }

  /** What would be written under keys of root maps: one entry for each new value that is not yet known. */
  writtenKeys(): WrittenKey[] {
    return [...this.incoming].flatMap(([client, structs]) => {
      const known = Y.getState(this.#doc.store, client)
      return structs.flatMap((struct) => {
        if (!(struct instanceof Y.Item) || struct.id.clock + struct.length <= known) return []
        const [root, key] = [this.rootOf(struct), this.#keyOf(struct)]
        return root === null || key === null ? [] : [{ root, key, client, value: struct.content.getContent().at(-1) }]
      })
    })
  }

  /** The key an item stands under in its map; null for what is in none. Where it is not said, it is that of the item's neighbour. */
  #keyOf(struct: Struct): string | null {
    const path: Struct[] = []
    let key: string | null | undefined
    for (let current: Struct | null = struct; key === undefined; ) {
      key = current === null ? null : this.#keyOfIncoming.get(current)
      if (key !== undefined || current === null) break
      path.push(current)
      if (!(current instanceof Y.Item) || current.parentSub !== null || current.parent !== null)
        key = current instanceof Y.Item ? current.parentSub : null
      else {
        const neighbour: StructId | null = current.origin ?? current.rightOrigin
        current = neighbour && this.find(neighbour)
      }
    }
    for (const visited of path) this.#keyOfIncoming.set(visited, key ?? null)
    return key ?? null
  }

  /** One step towards the root: its name, null for nowhere, or the struct that decides it. */
  #place(struct: Struct): string | Struct | null {
    if (!(struct instanceof Y.Item)) return null
    if (struct.parent instanceof Y.AbstractType) return this.#rootAbove(struct.parent)
    const left = struct.origin && this.find(struct.origin)
    const right = struct.rightOrigin && this.find(struct.rightOrigin)
    if (left instanceof Y.GC || right instanceof Y.GC) return null
    if (typeof struct.parent === 'string') return struct.parent
    if (struct.parent instanceof Y.ID) {
      const parent = this.find(struct.parent)
      return parent instanceof Y.Item && parent.content instanceof Y.ContentType ? parent : null
    }
    return left ?? right ?? null
  }

  #rootAbove(type: Y.AbstractType<unknown>): string | null {
    let current = type
    while (current._item) {
      const parent: unknown = current._item.parent
      if (!(parent instanceof Y.AbstractType)) return null
      current = parent
    }
    for (const [name, root] of this.#doc.share) if (root === current) return name
    return null
  }

  #endOf(client: number): number {
    const last = this.incoming.get(client)?.at(-1)
    return Math.max(Y.getState(this.#doc.store, client), last ? last.id.clock + last.length : 0)
  }

  find(id: StructId): Struct {
    if (id.clock < Y.getState(this.#doc.store, id.client)) {
      const stored = this.#doc.store.clients.get(id.client)
      const struct = stored?.[Y.findIndexSS(stored, id.clock)]
      if (struct) return struct as Struct
    }
    const incoming = this.incoming.get(id.client) ?? []
    let low = 0
    let high = incoming.length - 1
    while (low <= high) {
      const middle = (low + high) >> 1
      const struct = incoming[middle] as Struct
      if (id.clock < struct.id.clock) high = middle - 1
      else if (id.clock >= struct.id.clock + struct.length) low = middle + 1
      else return struct
    }
    throw new DanglingReference()
  }
}
