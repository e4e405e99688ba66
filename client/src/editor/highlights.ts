import { Extension } from '@tiptap/core'
import type { Node } from '@tiptap/pm/model'
import { Plugin, PluginKey } from '@tiptap/pm/state'
import { Decoration, DecorationSet } from '@tiptap/pm/view'
import { ySyncPluginKey } from '@tiptap/y-tiptap'
import type { Store } from '../collab/store.ts'

/** Some letters of a text that are shown in another light, counted without anything between paragraphs. */
export type TextHighlight = { id: string; from: number; to: number; isActive: boolean }

export type Highlights = Pick<Store<readonly TextHighlight[]>, 'get' | 'subscribe'>

const key = new PluginKey<DecorationSet>('highlights')

/** The places of the editor's own counting that these letters fill, one a piece of text. */
function piecesOf(doc: Node, highlights: readonly TextHighlight[]): Decoration[] {
  const pieces: Decoration[] = []
  let count = 0
  doc.descendants((node, at) => {
    if (!node.isText) return
    const length = node.text?.length ?? 0
    for (const { id, from, to, isActive } of highlights) {
      const [start, end] = [Math.max(from, count), Math.min(to, count + length)]
      if (start >= end) continue
      const look = { class: 'commented', 'data-comment': id, ...(isActive && { 'data-active': '' }) }
      pieces.push(Decoration.inline(at + start - count, at + end - count, look))
    }
    count += length
  })
  return pieces
}

const draw = (doc: Node, highlights: readonly TextHighlight[]): DecorationSet => DecorationSet.create(doc, piecesOf(doc, highlights))

const isFromOthers = (meta: unknown): boolean =>
  typeof meta === 'object' && meta !== null && 'isChangeOrigin' in meta && meta.isChangeOrigin === true

/**
 * Shows highlights in an editor. What is typed here moves them along; what comes from others replaces the whole text for the editor, so they are drawn anew from
 * where they are by then.
 */
export const textHighlights = (highlights: Highlights) =>
  Extension.create({
    name: 'highlights',
    addProseMirrorPlugins: () => [
      new Plugin<DecorationSet>({
        key,
        state: {
          init: (_config, { doc }) => draw(doc, highlights.get()),
          apply: (tr, shown, _before, { doc }) =>
            tr.getMeta(key) === true || isFromOthers(tr.getMeta(ySyncPluginKey)) ? draw(doc, highlights.get()) : shown.map(tr.mapping, doc),
        },
        props: { decorations: (state) => key.getState(state) },
        view: (view) => ({
          destroy: highlights.subscribe(() => view.dispatch(view.state.tr.setMeta(key, true).setMeta('addToHistory', false))),
        }),
      }),
    ],
  })
