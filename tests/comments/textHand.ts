import { editorExtensions } from '@certloom/shared/collab/editorSchema'
import { getSchema } from '@tiptap/core'
import { joinBackward, lift, setBlockType, splitBlock, toggleMark, wrapIn } from '@tiptap/pm/commands'
import type { MarkType, NodeType } from '@tiptap/pm/model'
import { wrapInList } from '@tiptap/pm/schema-list'
import { type Command, EditorState, TextSelection } from '@tiptap/pm/state'
import { initProseMirrorDoc, updateYFragment } from '@tiptap/y-tiptap'
import * as Y from 'yjs'

const schema = getSchema(editorExtensions)
const node = (name: string) => schema.nodes[name] as NodeType
const mark = (name: string) => schema.marks[name] as MarkType

/** Who writes with a text editor writes through its commands: each becomes the change of the shared text that the product's editor makes of it. */
export class TextHand {
  readonly #fragment: Y.XmlFragment
  readonly #undo: Y.UndoManager

  constructor(fragment: Y.XmlFragment) {
    this.#fragment = fragment
    this.#undo = new Y.UndoManager(fragment, { trackedOrigins: new Set([this]), captureTimeout: 0 })
  }

  /** All letters, one behind the other. */
  get letters(): string {
    return this.#places()
      .map(({ text }) => text)
      .join('')
  }

  type(at: number, words: string): void {
    this.#run(at, at, (state, dispatch) => {
      dispatch?.(state.tr.insertText(words))
      return true
    })
  }

  delete(from: number, to: number): void {
    this.#run(from, to, (state, dispatch) => {
      dispatch?.(state.tr.deleteSelection())
      return true
    })
  }

  /** Cuts some letters and pastes them elsewhere: two changes, as with a clipboard. */
  move(from: number, to: number, at: number): void {
    const words = this.letters.slice(from, to)
    this.delete(from, to)
    this.type(Math.min(at, this.letters.length), words)
  }

  split = (at: number): void => this.#run(at, at, splitBlock)
  join = (at: number): void => this.#run(at, at, (state, dispatch) => joinBackward(toBlockStart(state), dispatch))
  heading = (at: number): void => this.#run(at, at, setBlockType(node('heading'), { level: 2 }))
  paragraph = (at: number): void => this.#run(at, at, setBlockType(node('paragraph')))
  list = (at: number): void => this.#run(at, at, wrapInList(node('bulletList')))
  quote = (at: number): void => this.#run(at, at, wrapIn(node('blockquote')))
  lift = (at: number): void => this.#run(at, at, lift)
  bold = (from: number, to: number): void => this.#run(from, to, toggleMark(mark('bold')))
  undo = (): void => void this.#undo.undo()
  redo = (): void => void this.#undo.redo()

  #run(from: number, to: number, command: Command): void {
    const { doc } = this.#fragment
    if (!doc) throw new Error('This text is in no document.')
    const { doc: root, meta } = initProseMirrorDoc(this.#fragment, schema)
    const created = EditorState.create({ doc: root, schema })
    const state = created.apply(
      created.tr.setSelection(TextSelection.create(root, this.#position(root, from, 'left'), this.#position(root, to, 'right'))),
    )
    command(state, (tr) => doc.transact(() => updateYFragment(doc, this.#fragment, tr.doc, meta), this))
  }

  #places(): { text: string; at: number }[] {
    const { doc } = initProseMirrorDoc(this.#fragment, schema)
    const places: { text: string; at: number }[] = []
    doc.descendants((child, at) => void (child.isText && places.push({ text: child.text ?? '', at })))
    return places
  }

  /** Where a letter is in the editor's own counting. */
  #position(root: EditorState['doc'], letter: number, side: 'left' | 'right'): number {
    let rest = letter
    let position: number | undefined
    let last = 1
    root.descendants((child, at) => {
      if (!child.isText || position !== undefined) return
      const { length } = child.text ?? ''
      if (side === 'left' ? rest < length : rest <= length) position = at + rest
      rest -= length
      last = at + length
    })
    return position ?? last
  }
}

const toBlockStart = (state: EditorState): EditorState =>
  state.apply(state.tr.setSelection(TextSelection.create(state.doc, state.selection.$from.start())))

/** A text section with these paragraphs. */
export function writeParagraphs(fragment: Y.XmlFragment, paragraphs: readonly string[]): void {
  fragment.insert(
    0,
    paragraphs.map((words) => {
      const paragraph = new Y.XmlElement('paragraph')
      paragraph.insert(0, [new Y.XmlText(words)])
      return paragraph
    }),
  )
}
