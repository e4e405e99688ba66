import { createHash } from 'node:crypto'
import { canonicalJson } from '@certloom/server/documents/canonical'
import { defineDocumentRoots, initialDocumentState } from '@certloom/shared/collab/documentDoc'
import { editorExtensions } from '@certloom/shared/collab/editorSchema'
import { schemaVersion } from '@certloom/shared/collab/schemaVersion'
import { sectionTypes } from '@certloom/shared/templates/contract'
import { getSchema } from '@tiptap/core'
import { expect, test } from 'vitest'
import * as Y from 'yjs'

/** Everything a client must understand before it may write: nodes and marks with their attributes, and root names with their types. */
function shape(): string {
  const { nodes, marks } = getSchema(editorExtensions).spec
  const describe = (name: string, spec: { content?: string; attrs?: object; marks?: string; group?: string }) => [
    name,
    spec.content ?? '',
    spec.group ?? '',
    Object.keys(spec.attrs ?? {}).sort(),
  ]
  const parts: unknown[] = []
  nodes.forEach((name, spec) => void parts.push(describe(name, spec)))
  marks.forEach((name, spec) => void parts.push(describe(name, spec)))
  const doc = new Y.Doc()
  defineDocumentRoots(
    doc,
    sectionTypes.map((type) => ({ id: 'x', type })),
  )
  for (const [name, type] of doc.share) parts.push([name, type.constructor.name])
  const initial = new Y.Doc()
  Y.applyUpdate(initial, initialDocumentState('template', 0))
  parts.push(initial.getMap('meta').toJSON())
  return createHash('sha256').update(canonicalJson(parts)).digest('hex')
}

test('what travels in live documents has not changed without a new schema version', () => {
  // If this fails you changed the editor schema or the layout of live documents: raise `schemaVersion` and write the new pair here. Clients with the
  // old one are then asked to reload before they can silently delete what they do not know.
  expect({ schemaVersion, shape: shape() }).toEqual({
    schemaVersion: 2,
    shape: '132e261dd5d30496ea21a8bc6ec343d0a509aa8c1f55adc628edcf1d3995bd79',
  })
})
