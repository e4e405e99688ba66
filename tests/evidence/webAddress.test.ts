import { isWebAddress } from '@certloom/shared/evidence/isWebAddress'
import { WebAddress } from '@certloom/shared/evidence/webAddress'
import { expect, test } from 'vitest'

test.each([
  'https://example.com',
  'http://files.example.co.uk:8080/a/b.pdf?x=1&y=2#page=3',
  'https://user@example.com/path',
  'https://münchen.de/grüße',
  'HTTPS://EXAMPLE.COM',
])('%s is a web address', (text) => {
  expect([isWebAddress(text), WebAddress.safeParse(text).success]).toEqual([true, true])
})

test.each([
  '',
  'example.com',
  'javascript:alert(1)',
  'ftp://example.com',
  'https://localhost/admin',
  'https://10.0.0.1/',
  'https://-example.com',
  'https://example.com/a b',
  'https://example.com\njavascript:alert(1)',
  `https://example.com/${'x'.repeat(2_000)}`,
])('%j is none', (text) => {
  expect([isWebAddress(text), WebAddress.safeParse(text).success]).toEqual([false, false])
})
