import { textNode } from '@certloom/shared/collab/storedText'
import type { RichText } from '@certloom/shared/documents/contract'
import { plainText } from '@certloom/shared/documents/text'
import { expect, test } from 'vitest'

const words = (text: string, ...marks: string[]): RichText => ({ type: 'text', text, marks: marks.map((type) => ({ type })) })

test('text stored with another editor loses no word: unknown blocks become paragraphs or what is in them, unknown marks go', () => {
  const stored: RichText = {
    type: 'doc',
    content: [
      { type: 'callout', attrs: { tone: 'warning' }, content: [{ type: 'paragraph', content: [words('Mind this.', 'sparkle', 'bold')] }] },
      { type: 'verse', content: [words('Roses are red.')] },
      { type: 'paragraph', content: [words('The end.')] },
    ],
  }
  const json = textNode(stored).toJSON() as RichText
  expect(json.content?.map(({ type }) => type)).toEqual(['paragraph', 'paragraph', 'paragraph'])
  expect(plainText(json)).toBe('Mind this.\nRoses are red.\nThe end.')
  expect(json.content?.[0]?.content?.[0]?.marks?.map(({ type }) => type)).toEqual(['bold'])
})

test('what fits nowhere is kept as plain paragraphs, and nothing is an empty one', () => {
  const odd: RichText = { type: 'doc', content: [{ type: 'tableRow', content: [{ type: 'text', text: 'A cell without a table' }] }] }
  expect(plainText(textNode(odd).toJSON() as RichText)).toBe('A cell without a table')
  expect(textNode(null).toJSON()).toEqual({ type: 'doc', content: [{ type: 'paragraph' }] })
})
