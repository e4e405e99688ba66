import { isAllowedLink } from '@certloom/shared/collab/editorSchema'
import { readRichText } from '@certloom/shared/collab/richText'
import { expect, test } from 'vitest'

const linkTo = (href: string) => ({
  type: 'doc',
  content: [{ type: 'paragraph', content: [{ type: 'text', text: 'here', marks: [{ type: 'link', attrs: { href } }] }] }],
})

test.each(['https://example.test/a?b#c', 'HTTP://example.test', 'mailto:ana@example.test', '/documents', '#part', 'example.test'])(
  '%s may be linked',
  (href) => {
    expect(isAllowedLink(href)).toBe(true)
    expect(readRichText(linkTo(href))).not.toBeNull()
  },
)

test.each([
  'javascript:alert(1)',
  'JavaScript:alert(1)',
  ' javascript:alert(1)',
  'java\nscript:alert(1)',
  'java\tscript:alert(1)',
  '\u0001javascript:alert(1)',
  'data:text/html,<script>alert(1)</script>',
  'vbscript:msgbox(1)',
  'file:///etc/passwd',
  'blob:https://example.test/1',
  'intent://example.test',
])('%j may not be linked', (href) => {
  expect(isAllowedLink(href)).toBe(false)
  expect(readRichText(linkTo(href))).toBeNull()
})
