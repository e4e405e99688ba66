import { canonicalJson } from '@certloom/server/documents/canonical'
import fc from 'fast-check'
import * as Y from 'yjs'

export const rootNames = ['sec:a', 'sec:b', 'tbl:c', 'meta'] as const

/** Gives the test's roots their types. */
export function applyToRoots(doc: Y.Doc): void {
  for (const name of rootNames) name.startsWith('sec:') ? doc.getXmlFragment(name) : doc.getMap(name)
}

/** Everything the roots hold, in an order that does not depend on the replica. */
export const rootContents = (doc: Y.Doc): string[] =>
  [...doc.share.keys()].sort().map((name) => `${name} ${canonicalJson(doc.get(name)?.toJSON())}`)

type Step = { client: number; root: number; kind: number; at: number; text: string; sync: boolean }

const step: fc.Arbitrary<Step> = fc.record({
  client: fc.nat(3),
  root: fc.nat(rootNames.length - 1),
  kind: fc.nat(5),
  at: fc.nat(1000),
  text: fc.string({ minLength: 1, maxLength: 8 }),
  sync: fc.boolean(),
})

/** Updates of four clients that edit all roots, sometimes together and sometimes apart, in an order the server could receive them in. */
export const randomEdits = (): fc.Arbitrary<{ update: Uint8Array }[]> => fc.array(step, { minLength: 5, maxLength: 60 }).map(run)

function run(steps: Step[]): { update: Uint8Array }[] {
  const relay = new Y.Doc()
  const clients = [1, 2, 3, 4].map((clientID) => {
    const doc = new Y.Doc()
    doc.clientID = clientID
    applyToRoots(doc)
    return doc
  })
  const sent: { update: Uint8Array }[] = []
  for (const { client, sync, ...edit } of steps) {
    const doc = clients[client] as Y.Doc
    const before = Y.encodeStateVector(relay)
    doc.transact(() => editRoot(doc, edit))
    if (!sync) continue
    const update = Y.encodeStateAsUpdate(doc, before)
    sent.push({ update })
    Y.applyUpdate(relay, update)
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(relay, Y.encodeStateVector(doc)))
  }
  return sent
}

function editRoot(doc: Y.Doc, { root, kind, at, text }: Omit<Step, 'client' | 'sync'>): void {
  const name = rootNames[root] as string
  if (name.startsWith('sec:')) editFragment(doc.getXmlFragment(name), kind, at, text)
  else editMap(doc.getMap(name), kind, at, text)
}

function editFragment(fragment: Y.XmlFragment, kind: number, at: number, text: string): void {
  const index = fragment.length === 0 ? 0 : at % fragment.length
  const child = fragment.length === 0 ? undefined : fragment.get(index)
  const words = child instanceof Y.XmlElement ? child.get(0) : undefined
  if (kind === 0 || !(child instanceof Y.XmlElement)) {
    const paragraph = new Y.XmlElement('paragraph')
    paragraph.insert(0, [new Y.XmlText(text)])
    fragment.insert(index, [paragraph])
  } else if (kind === 1) fragment.delete(index, 1)
  else if (words instanceof Y.XmlText && kind === 2) words.delete(0, Math.min(words.length, 1 + (at % 3)))
  else if (words instanceof Y.XmlText && kind === 3) words.format(0, Math.min(words.length, 2), { bold: true })
  else if (words instanceof Y.XmlText) words.insert(at % (words.length + 1), text)
}

function editMap(map: Y.Map<unknown>, kind: number, at: number, text: string): void {
  const key = `k${at % 4}`
  const row = map.get(key)
  if (kind === 0) map.delete(key)
  else if (kind === 1 || !(row instanceof Y.Map)) {
    const created = new Y.Map<unknown>()
    created.set('cell', new Y.Text(text))
    map.set(key, created)
  } else if (kind === 2) row.set('date', text)
  else {
    const cell = row.get('cell')
    if (cell instanceof Y.Text) cell.insert(at % (cell.length + 1), text)
  }
}
