import { shareOf } from '@certloom/server/http/address'
import { expect, test } from 'vitest'

test.each([
  ['2001:db8::1', '2001:db8:0:0::/64'],
  ['2001:0DB8:0000:0000:ffff:ffff:ffff:ffff', '2001:db8:0:0::/64'],
  ['2001:db8:0:1::', '2001:db8:0:1::/64'],
  ['2001:db8::1:0:0:0:1', '2001:db8:0:1::/64'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:db8:1:2:3:4:192.0.2.1', '2001:db8:1:2::/64'],
  ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ['fe80::2', 'fe80:0:0:0::/64'],
  ['::1', '0:0:0:0::/64'],
  ['::', '0:0:0:0::/64'],
])('%s shares its limits with the network %s', (address, network) => {
  expect(shareOf(address)).toBe(network)
})

test.each(['192.0.2.130', '::ffff:192.0.2.130', '::FFFF:c000:282', '0:0:0:0:0:ffff:192.0.2.130'])(
  '%s is counted as the one IPv4 address it is',
  (address) => {
    expect(shareOf(address)).toBe('192.0.2.130')
  },
)

test.each(['unknown', '', 'a:b', '%', '[2001:db8::1]'])('“%s”, which is no address, is counted as it is', (text) => {
  expect(shareOf(text)).toBe(text)
})
