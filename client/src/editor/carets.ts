import CollaborationCaret from '@tiptap/extension-collaboration-caret'
import { Plugin, PluginKey } from '@tiptap/pm/state'
import { yCursorPlugin } from '@tiptap/y-tiptap'
import type { Awareness } from 'y-protocols/awareness'
import { textCursors } from '../collab/textCursors.ts'

type CaretUser = { name?: unknown; color?: unknown }
type AwarenessChange = { added: number[]; updated: number[] }

/** A label steps back when its person has not moved for this long. */
const restAfter = 2_500

/** The colour goes into a style attribute, so it must be one. */
const colorOf = ({ color }: CaretUser): string =>
  typeof color === 'string' && /^#[0-9a-f]{6}$/i.test(color) ? color : 'var(--cl-person-none)'

function drawCaret(user: CaretUser, client: number): HTMLElement {
  const caret = document.createElement('span')
  caret.className = 'collaboration-carets__caret'
  caret.dataset.client = String(client)
  caret.style.setProperty('--person', colorOf(user))
  caret.setAttribute('aria-hidden', 'true') // who is where is said beside the section; in the middle of a word it would only disturb
  const label = document.createElement('span')
  label.className = 'collaboration-carets__label'
  label.textContent = typeof user.name === 'string' ? (user.name.split(' ')[0] ?? '') : ''
  caret.append(label)
  return caret
}

/** The carets on the page by client, and which of them show their name. */
function createCarets() {
  const carets = new Map<number, HTMLElement>()
  const timers = new Map<number, ReturnType<typeof setTimeout>>()
  const rest = (client: number) => {
    timers.delete(client)
    carets.get(client)?.removeAttribute('data-awake')
  }
  const wake = (client: number) => {
    const caret = carets.get(client)
    if (!caret) return
    caret.dataset.awake = ''
    clearTimeout(timers.get(client))
    timers.set(
      client,
      setTimeout(() => rest(client), restAfter),
    )
  }
  return {
    draw: (user: CaretUser, client: number) => {
      const caret = drawCaret(user, client)
      carets.set(client, caret)
      wake(client)
      return caret
    },
    onChange: ({ added, updated }: AwarenessChange) => {
      for (const client of [...added, ...updated]) wake(client)
    },
    stop: () => {
      for (const timer of timers.values()) clearTimeout(timer)
    },
  }
}

/** Others' carets and selections in this editor. Unlike Tiptap's own it sends no user: the server says who somebody is. */
export const othersCarets = (awareness: Awareness) =>
  CollaborationCaret.extend({
    addProseMirrorPlugins() {
      const carets = createCarets()
      return [
        yCursorPlugin(textCursors(awareness), {
          cursorBuilder: carets.draw,
          selectionBuilder: (user: CaretUser) => ({ class: 'collaboration-carets__selection', style: `--person: ${colorOf(user)}` }),
        }),
        new Plugin({
          key: new PluginKey('wakingCarets'),
          view: () => {
            awareness.on('change', carets.onChange)
            return {
              destroy: () => {
                awareness.off('change', carets.onChange)
                carets.stop()
              },
            }
          },
        }),
      ]
    },
  }).configure({ provider: { awareness } })
