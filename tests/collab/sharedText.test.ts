import { applyEdit, editBetween, shortened } from '@certloom/shared/collab/sharedText'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import * as Y from 'yjs'

/** Letters of one and of two halves, some of which share a half; a family of several; a letter with an accent of its own. */
const letter = fc.constantFrom('a', 'b', '😀', '😁', '🙀', '𝒜', '👩‍👧', 'é')
const words = fc.array(letter, { maxLength: 12 }).map((letters) => letters.join(''))

const isWhole = (text: string): boolean => text.isWellFormed() && !text.includes('\ufffd')

test('the edit between two texts makes the one of the other, and never cuts a character in half', () => {
  fc.assert(
    fc.property(words, words, fc.option(fc.nat(24), { nil: undefined }), (before, after, caret) => {
      const edit = editBetween(before, after, caret)
      const { index, removed, inserted } = edit ?? { index: 0, removed: 0, inserted: '' }
      expect(before.slice(0, index) + inserted + before.slice(index + removed)).toBe(after)
      for (const part of [before.slice(0, index), before.slice(index, index + removed), before.slice(index + removed), inserted])
        expect(isWhole(part), JSON.stringify({ before, after, edit })).toBe(true)
    }),
    { numRuns: 3_000 },
  )
})

test('two people who change one text at once leave no half characters, and read the same', () => {
  fc.assert(
    fc.property(words, words, words, (before, mine, yours) => {
      const [first, second] = [new Y.Doc(), new Y.Doc()]
      first.getText('cell').insert(0, before)
      Y.applyUpdate(second, Y.encodeStateAsUpdate(first))
      for (const [doc, after] of [
        [first, mine],
        [second, yours],
      ] as const) {
        const edit = editBetween(before, after)
        if (edit) applyEdit(doc.getText('cell'), edit)
      }
      Y.applyUpdate(first, Y.encodeStateAsUpdate(second))
      Y.applyUpdate(second, Y.encodeStateAsUpdate(first))
      expect(first.getText('cell').toString()).toBe(second.getText('cell').toString())
      expect(isWhole(first.getText('cell').toString())).toBe(true)
    }),
    { numRuns: 2_000 },
  )
})

test('a shortened text ends with a whole character', () => {
  fc.assert(
    fc.property(words, fc.nat(24), (text, length) => {
      const short = shortened(text, length)
      expect(text.startsWith(short)).toBe(true)
      expect(short.length).toBeLessThanOrEqual(length)
      expect(isWhole(short)).toBe(true)
    }),
  )
})
