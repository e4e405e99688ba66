import { createHash } from 'node:crypto'
import { canonicalJson } from '@certloom/server/documents/canonical'
import { defineChecklistRoots, initialChecklistState, rowFields } from '@certloom/shared/collab/checklistDoc'
import { defineDocumentRoots, initialDocumentState } from '@certloom/shared/collab/documentDoc'
import { editorExtensions } from '@certloom/shared/collab/editorSchema'
import { defineFactsRoots } from '@certloom/shared/collab/factsDoc'
import { defineSessionNotes, internalNote, wholeDocument } from '@certloom/shared/collab/internalDoc'
import { schemaVersion } from '@certloom/shared/collab/schemaVersion'
import { defineSessionRoots, initialSessionState } from '@certloom/shared/collab/sessionDoc'
import { sectionTypes } from '@certloom/shared/templates/contract'
import { getSchema } from '@tiptap/core'
import { expect, test } from 'vitest'
import * as Y from 'yjs'

/** Every kind of live document, with the roots it has from the beginning. */
const layouts: [string, (doc: Y.Doc) => void][] = [
  [
    'document',
    (doc) =>
      defineDocumentRoots(
        doc,
        sectionTypes.map((type) => ({ id: 'x', type })),
      ),
  ],
  ['checklist', (doc) => defineChecklistRoots(doc, ['x'])],
  ['facts', defineFactsRoots],
  ['session', defineSessionRoots],
  ['notes on a document', (doc) => void internalNote(doc, wholeDocument)],
  ['notes on a session', defineSessionNotes],
]

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
  for (const [name, define] of layouts) {
    const doc = new Y.Doc()
    define(doc)
    for (const [root, type] of doc.share) parts.push([name, root, type.constructor.name])
  }
  parts.push(rowFields)
  for (const state of [initialDocumentState('template', 0), initialChecklistState(0), initialSessionState('leader')]) {
    const initial = new Y.Doc()
    Y.applyUpdate(initial, state)
    parts.push([...initial.share.keys()].map((root) => [root, initial.getMap(root).toJSON()]))
  }
  return createHash('sha256').update(canonicalJson(parts)).digest('hex')
}

test('what travels in live documents has not changed without a new schema version', () => {
  // If this fails you changed the editor schema or the layout of live documents: raise `schemaVersion` and write the new pair here. Clients with the
  // old one are then asked to reload before they can silently delete what they do not know.
  expect({ schemaVersion, shape: shape() }).toEqual({
    schemaVersion: 2,
    shape: '0dc117be4ad8c6cb285d1bb1291aa2738658049cee486c6e557a1b441d3524cd',
  })
})
